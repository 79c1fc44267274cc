using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Flows;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Security;

/// <summary>The API over days that two tenants share, with rows of nobody's among theirs; a third tenant has none.</summary>
public sealed class TwoTenants : IAsyncLifetime
{
    private const int Count = 1_000;

    private readonly List<Tenant> tenants = [];
    private ApiHost? host;

    public static TheoryData<string> Names => new("a", "b", "nobody");

    internal ApiHost Host => host!;

    public IReadOnlyList<FlowRow> Rows { get; private set; } = [];

    internal Tenant this[string name] => tenants.Single(tenant => string.Equals(tenant.Name, name, StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        host = await ApiHost.StartAsync(CancellationToken.None);
        // Rows lie on both sides of the clock.
        host.Time.Now = Some.TimeOn(Some.Day, 15 * 3_600_000);
        Rows = PopulatedApi.RowsOf(Count, [Some.Day.AddDays(-1), Some.Day], "a", "b", null);
        // Beside firewalls and subscribers of the same names each has some that the other has not.
        foreach (var flow in Rows.Select(row => row.Flow).Where(flow => flow is { ProjectId: not null, SrcPort: 0 }))
            (flow.FwInstanceId, flow.SubscriberId) = (FirewallOf(flow.ProjectId!), SubscriberOf(flow.ProjectId!));
        await host.WriteAsync(Rows, CancellationToken.None);
        foreach (var name in Names.Select(row => row.Data))
        {
            var client = await host.ClientWithTokenAsync($$"""
                "scopes":["flows:read"],"filter":{"project_id":"{{name}}"}
                """, CancellationToken.None);
            tenants.Add(new(name, client, [.. Rows.Where(row => string.Equals(row.Flow.ProjectId, name, StringComparison.Ordinal))]));
        }
    }

    /// <summary>Of this tenant alone.</summary>
    public static string FirewallOf(string name) => $"fw-of-{name}";

    /// <inheritdoc cref="FirewallOf"/>
    public static string SubscriberOf(string name) => $"subscriber-of-{name}";

    public async ValueTask DisposeAsync()
    {
        foreach (var tenant in tenants) tenant.Dispose();
        if (host is not null) await host.DisposeAsync();
    }
}
