using System.Text.Json.Nodes;
using Sentinel.QueryApi.Tests.Flows;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Vpn;

/// <summary>Every question of the dialect, over the same rows on each engine.</summary>
public abstract class VpnContract(PopulatedApi populated, int rounds)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected PopulatedApi Populated { get; } = populated;

    [Fact]
    public async Task Every_question_is_answered_as_LINQ_answers_it()
    {
        var host = await HostAsync();
        var judge = new Judge(Populated.Rows, host.Time.Now);
        foreach (var range in new[] { "24h", "7d", "30d" }) await AskAsync(host, $"/api/v1/analytics?range={range}", judge.Analytics(range));
        await AskAsync(host, "/api/v1/analytics?nobody=knows", judge.Analytics("24h"));
        await AskAsync(host, "/api/v1/stats", judge.All());
        await AskAsync(host, "/api/v1/stats/system", judge.System());
        await AskAsync(host, "/api/v1/clients", judge.Clients());
    }

    [Fact]
    public async Task Histories_of_random_clients_are_answered_as_LINQ_answers_them()
    {
        var (host, random) = (await HostAsync(), new Random(Seed.Value));
        var judge = new Judge(Populated.Rows, host.Time.Now);
        var names = judge.Names;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var range in Judge.Ranges)
            {
                var name = names[random.Next(names.Count)];
                var resolution = random.Next(2) == 0 ? null : Judge.Resolutions.ElementAt(random.Next(5));
                if (judge.Client(name, range, resolution) is not { } expected) continue;
                await AskAsync(host, $"/api/v1/stats/{Uri.EscapeDataString(name)}?range={range}&resolution={resolution ?? "auto"}", expected);
            }
        }
    }

    private protected abstract Task<ApiHost> HostAsync();

    private static async Task AskAsync(ApiHost host, string path, JsonNode expected)
    {
        var answer = await host.GetAsync(path, Cancellation);
        Assert.True(string.Equals(expected.ToJsonString(), answer.ToJsonString(), StringComparison.Ordinal), $"{path}\nexpected {expected.ToJsonString()}\nactual   {answer.ToJsonString()}\n{Seed.Hint}");
    }
}

public sealed class EmbeddedVpn(PopulatedApi populated) : VpnContract(populated, rounds: 10)
{
    private protected override Task<ApiHost> HostAsync() => Task.FromResult(Populated.Host);
}

public sealed class OpenSearchVpn(PopulatedApi populated, OpenSearchApi api) : VpnContract(populated, rounds: 2)
{
    private protected override Task<ApiHost> HostAsync() => api.PopulatedAsync(Populated, Cancellation);
}

public sealed class ElasticsearchVpn(PopulatedApi populated, ElasticsearchApi api) : VpnContract(populated, rounds: 2)
{
    private protected override Task<ApiHost> HostAsync() => api.PopulatedAsync(Populated, Cancellation);
}
