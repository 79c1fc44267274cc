using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.QueryApi.Tests.Flows;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.FlowReports;

/// <summary>Every question of the dialect with random parameters, over the same rows on each engine.</summary>
public abstract class RandomReportContract(PopulatedApi populated, int rounds)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected PopulatedApi Populated { get; } = populated;

    [Fact]
    public async Task Random_questions_are_answered_as_LINQ_answers_them()
    {
        var host = await HostAsync();
        var random = new Random(Seed.Value);
        for (var round = 0; round < rounds; round++)
        {
            var question = new RandomReportQuestion(random, Populated.Rows, host.Time.Now);
            var rows = Populated.Rows.Where(question.Matches).ToList();
            var (page, perPage) = (random.Next(1, 4), random.Next(1, 101));
            await AskAsync($"?page={page}&per_page={perPage}", Judge.Page(rows, page, perPage));
            await AskAsync("?", Judge.Page(rows, 1, 25));
            await AskAsync("?group_by=day&page=x", Judge.Groups(rows, "day"));
            await AskAsync("?group_by=subscriber", Judge.Groups(rows, "subscriber"));
            await AskAsync("/stats?", Judge.Stats(rows, Populated.Rows.Where(question.MatchesBesideDirection)));

            async Task AskAsync(string what, JsonNode expected)
            {
                var path = $"/api/v1/flow-reports{what}&{question.Query}";
                using var answer = await host.Client.GetAsync(ApiHost.Path(path), Cancellation);
                var body = await answer.Content.ReadAsStringAsync(Cancellation);
                Assert.True(answer.IsSuccessStatusCode, $"{path}: {body}");
                Assert.True(string.Equals(expected.ToJsonString(), JsonNode.Parse(body)!.ToJsonString(), StringComparison.Ordinal), $"{path}\nexpected {expected}\nactual   {body}\n{Seed.Hint}");
                Assert.Equal(Populated.Rows.Max(row => row.Flow.LastSeen).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Data-Until"));
            }
        }
    }

    private protected abstract Task<ApiHost> HostAsync();
}

public sealed class EmbeddedReports(PopulatedApi populated) : RandomReportContract(populated, rounds: 100)
{
    private protected override Task<ApiHost> HostAsync() => Task.FromResult(Populated.Host);
}

public sealed class OpenSearchReports(PopulatedApi populated, OpenSearchApi api) : RandomReportContract(populated, rounds: 12)
{
    private protected override Task<ApiHost> HostAsync() => api.PopulatedAsync(Populated, Cancellation);
}

public sealed class ElasticsearchReports(PopulatedApi populated, ElasticsearchApi api) : RandomReportContract(populated, rounds: 12)
{
    private protected override Task<ApiHost> HostAsync() => api.PopulatedAsync(Populated, Cancellation);
}
