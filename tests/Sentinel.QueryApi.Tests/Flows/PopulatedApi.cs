using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Flows;
using Sentinel.Testing;

[assembly: AssemblyFixture(typeof(PopulatedApi))]

namespace Sentinel.QueryApi.Tests.Flows;

/// <summary>Three days of random rows behind one API, for all tests that only ask.</summary>
public sealed class PopulatedApi : IAsyncLifetime
{
    private const int Count = 1_500;

    private static readonly string[] AllDirections = [Directions.Outbound, Directions.Inbound, Directions.Internal, Directions.External];

    private ApiHost? host;

    internal ApiHost Host => host!;

    public IReadOnlyList<FlowRow> Rows { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        host = await ApiHost.StartAsync(CancellationToken.None);
        // Rows lie on both sides of the clock.
        host.Time.Now = Some.TimeOn(Some.Day, 15 * 3_600_000);
        Rows = RowsOf(Count, [Some.Day.AddDays(-2), Some.Day.AddDays(-1), Some.Day], "p-1", "p-2", null);
        await host.WriteAsync(Rows, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
    }

    /// <summary>Random rows whose words are those that each dialect knows.</summary>
    internal static IReadOnlyList<FlowRow> RowsOf(int count, IReadOnlyList<DateOnly> days, params string?[] projects)
    {
        var random = new Random(Seed.Value);
        return new Population(Seed.Value).Rows(count, days, flow =>
        {
            flow.Action = random.Next(3) == 0 ? Actions.Drop : Actions.Allow;
            flow.Direction = random.Next(5) is < 4 and var index ? AllDirections[index] : null;
            flow.ProjectId = Pick(projects);
            flow.FwInstanceId = Pick("fw-1", "fw-2");
            flow.LogType = Pick("internet", "nat", "vpc", "vgw", null);
            flow.EnterpriseProjectId = Pick("e-1", null);
            // As every record that is published.
            flow.Bytes = flow.RequestBytes + flow.ResponseBytes;
            flow.VgwId = Pick("v-1", "v-2", null);
        });

        string? Pick(params ReadOnlySpan<string?> among) => among[random.Next(among.Length)];
    }
}
