using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Flows;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Security;

/// <summary>Two tenants over shared days: whatever one asks, it is answered as if the other's rows were not there.</summary>
public sealed class TenantTests
{
    private const int Questions = 150;
    private const int Count = 600;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_sees_nothing_of_the_other_through_any_question()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        host.Time.Now = Some.TimeOn(Some.Day, 15 * 3_600_000);
        var random = new Random(Seed.Value);
        var rows = new Population(Seed.Value).Rows(Count, [Some.Day.AddDays(-1), Some.Day], flow =>
        {
            flow.ProjectId = random.Next(3) switch { 0 => "a", 1 => "b", _ => null };
            flow.Action = Actions.Allow;
            flow.Direction = Directions.Outbound;
        });
        await host.WriteAsync(rows, Cancellation);

        foreach (var tenant in new[] { "a", "b", "nobody" })
        {
            using var client = await host.ClientWithTokenAsync($$"""
                "scopes":["flows:read"],"filter":{"project_id":"{{tenant}}"}
                """, Cancellation);
            var own = rows.Where(row => string.Equals(row.Flow.ProjectId, tenant, StringComparison.Ordinal)).ToList();
            for (var asked = 0; asked < Questions; asked++) await AskAsync(client, own, new RandomQuestion(random, rows), random, host.Time.Now);
            await WalkAsync(client, own);
        }
    }

    [Fact]
    public async Task A_cursor_gives_no_sight_of_rows_that_its_bearer_may_not_see()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var rows = new Population(Seed.Value).Rows(Count, [Some.Day], flow => flow.ProjectId = flow.SrcPort % 2 == 0 ? "a" : "b");
        await host.WriteAsync(rows, Cancellation);
        using var other = await host.ClientWithTokenAsync("\"scopes\":[\"flows:read\"],\"filter\":{\"project_id\":\"b\"}", Cancellation);
        var first = await host.GetAsync("/api/v1/flows?limit=10", Cancellation);
        using var answer = await other.GetAsync(ApiHost.Path($"/api/v1/flows?limit=10000&cursor={first["next"]}"), Cancellation);
        var seen = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["flows"]!.AsArray().Select(flow => (string)flow!["id"]!);
        var behind = Judge.Ordered(rows, "timestamp", descending: true).Skip(10).Where(row => row.Flow.ProjectId is "b").Select(row => row.Id.ToString());
        Assert.Equal(behind, seen, StringComparer.Ordinal);
    }

    private static async Task AskAsync(HttpClient client, List<FlowRow> own, RandomQuestion question, Random random, long now)
    {
        var kind = random.Next(3);
        if (kind < 2) question.AddRange();
        var asked = own.Where(question.Matches).ToList();
        var filter = string.Join('&', question.Parts);
        switch (kind)
        {
            case 0:
                using (var answer = await GetAsync(client, $"/api/v1/flows?limit=1000&{filter}", own))
                {
                    var page = await ReadAsync(answer);
                    Assert.Equal(asked.Count, (long)page["total"]!);
                    Answers.Equal(new JsonArray([.. Judge.Ordered(asked, "timestamp", descending: true).Select(Judge.Flow)]), page["flows"]);
                }

                break;
            case 1:
                var range = filter.Contains("from=", StringComparison.Ordinal) || filter.Contains("to=", StringComparison.Ordinal);
                using (var answer = await GetAsync(client, $"/api/v1/flows/top-talkers?limit=1000&dim=pair&{filter}{(range ? "" : "&from=0")}", own))
                {
                    Answers.Equal(Judge.Top(asked, FlowFields.Pair, "bytes", 1_000), await ReadAsync(answer));
                    Assert.Equal(asked.Sum(row => row.Flow.Bytes).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Total-Bytes"));
                    Assert.Equal(asked.Sum(row => row.Flow.Packets).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Total-Packets"));
                    Assert.Equal(asked.Sum(row => row.Flow.FlowCount).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Total-Flows"));
                }

                break;
            default:
                var upToNow = asked.Where(row => Judge.Overlaps(row.Flow, now - (31_622_400 * 1_000L), now));
                using (var answer = await GetAsync(client, $"/api/v1/flows/protocols?window_secs=31622400&{filter}", own))
                    Answers.Equal(Judge.Top(upToNow, FlowFields.Protocol, "bytes", byte.MaxValue + 1, "protocol"), await ReadAsync(answer));

                break;
        }
    }

    /// <summary>Page after page, by cursor: all of its own and nothing else.</summary>
    private static async Task WalkAsync(HttpClient client, List<FlowRow> own)
    {
        var seen = new List<string>();
        for (var next = "limit=37"; next is not null;)
        {
            using var answer = await GetAsync(client, $"/api/v1/flows?{next}", own);
            var page = await ReadAsync(answer);
            Assert.Equal(own.Count, (long)page["total"]!);
            seen.AddRange(page["flows"]!.AsArray().Select(flow => (string)flow!["id"]!));
            next = page["next"] is { } cursor ? $"cursor={cursor}" : null;
        }

        Assert.Equal(Judge.Ordered(own, "timestamp", descending: true).Select(row => row.Id.ToString()), seen, StringComparer.Ordinal);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, List<FlowRow> own)
    {
        var answer = await client.GetAsync(ApiHost.Path(path), Cancellation);
        Assert.True(answer.IsSuccessStatusCode, path);
        // The newest row of its own, not the store's.
        var newest = answer.Headers.TryGetValues("Sentinel-Data-Until", out var values) ? values.Single() : null;
        Assert.Equal(own.Count == 0 ? null : own.Max(row => row.Flow.LastSeen).ToString(CultureInfo.InvariantCulture), newest);
        return answer;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
