using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.QueryApi.Tests.Flows;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Firewall;

/// <summary>Every question of the dialect with random parameters, over the same rows on each engine.</summary>
public abstract class RandomFirewallContract(PopulatedApi populated, int rounds)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected PopulatedApi Populated { get; } = populated;

    [Fact]
    public async Task Random_pages_of_logs_are_answered_as_LINQ_answers_them()
    {
        var (host, random) = (await HostAsync(), new Random(Seed.Value));
        for (var round = 0; round < rounds; round++)
        {
            var question = new RandomFirewallQuestion(random, Populated.Rows, isLog: true);
            var rows = Populated.Rows.Where(question.Matches).ToList();
            var (offset, limit) = (random.Next(2) * random.Next(30), random.Next(1, 50));
            await AskAsync(host, $"/v1/{question.Project}/cfw/logs/flow?limit={limit}&offset={offset}&{question.Query}", Judge.Page(rows, offset, limit));
            if (rows.Count == 0) continue;
            var place = random.Next(rows.Count);
            var last = Judge.NewestFirst(rows).ElementAt(place);
            await AskAsync(
                host, $"/v1/{question.Project}/cfw/logs/flow?limit={limit}&log_id={last.Id}&next_date={last.Flow.LastSeen}&offset={offset}&{question.Query}", Judge.Page(rows, place + 1, limit));
        }
    }

    [Fact]
    public async Task Random_statistics_of_every_item_are_answered_as_LINQ_answers_them()
    {
        var (host, random) = (await HostAsync(), new Random(Seed.Value));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var item in Judge.Items)
            {
                var question = new RandomFirewallQuestion(random, Populated.Rows, isLog: false);
                var size = random.Next(12);
                await AskAsync(
                    host, $"/v1/{question.Project}/cfw/logs/flow-statistic?item={item}&size={size}&{question.Query}",
                    Judge.Statistics(Populated.Rows.Where(question.Matches), item, size));
            }
        }
    }

    private protected abstract Task<ApiHost> HostAsync();

    private async Task AskAsync(ApiHost host, string path, JsonNode expected)
    {
        using var answer = await host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {body}");
        Assert.True(string.Equals(expected.ToJsonString(), JsonNode.Parse(body)!.ToJsonString(), StringComparison.Ordinal), $"{path}\nexpected {expected.ToJsonString()}\nactual   {body}\n{Seed.Hint}");
        Assert.Equal(Populated.Rows.Max(row => row.Flow.LastSeen).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Data-Until"));
    }
}

public sealed class EmbeddedFirewall(PopulatedApi populated) : RandomFirewallContract(populated, rounds: 20)
{
    private protected override Task<ApiHost> HostAsync() => Task.FromResult(Populated.Host);
}

public sealed class OpenSearchFirewall(PopulatedApi populated, OpenSearchApi api) : RandomFirewallContract(populated, rounds: 5)
{
    private protected override Task<ApiHost> HostAsync() => api.PopulatedAsync(Populated, Cancellation);
}

public sealed class ElasticsearchFirewall(PopulatedApi populated, ElasticsearchApi api) : RandomFirewallContract(populated, rounds: 5)
{
    private protected override Task<ApiHost> HostAsync() => api.PopulatedAsync(Populated, Cancellation);
}
