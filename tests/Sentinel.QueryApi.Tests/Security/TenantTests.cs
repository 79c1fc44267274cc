using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Flows;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Security;

/// <summary>Two tenants over shared days: whatever one asks, it is answered as if the other's rows were not there.</summary>
public sealed class TenantTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private const int Questions = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TwoTenants.Names), MemberType = typeof(TwoTenants))]
    public async Task A_tenant_sees_nothing_of_the_other_through_any_question(string name)
    {
        var (tenant, random) = (tenants[name], new Random(Seed.Value));
        for (var asked = 0; asked < Questions; asked++) await AskAsync(tenant, new RandomQuestion(random, tenants.Rows), random, tenants.Host.Time.Now);
        await WalkAsync(tenant);
    }

    [Fact]
    public async Task A_cursor_gives_no_sight_of_rows_that_its_bearer_may_not_see()
    {
        var first = await tenants.Host.GetAsync("/api/v1/flows?limit=10", Cancellation);
        using var answer = await tenants["b"].GetAsync($"/api/v1/flows?limit=10000&cursor={first["next"]}");
        var seen = (await ReadAsync(answer))["flows"]!.AsArray().Select(flow => (string)flow!["id"]!);
        var behind = Judge.Ordered(tenants.Rows, "timestamp", descending: true).Skip(10).Where(row => row.Flow.ProjectId is "b").Select(row => row.Id.ToString());
        Assert.Equal(behind, seen, StringComparer.Ordinal);
    }

    private static async Task AskAsync(Tenant tenant, RandomQuestion question, Random random, long now)
    {
        var kind = random.Next(3);
        if (kind < 2) question.AddRange();
        var asked = tenant.Rows.Where(question.Matches).ToList();
        var filter = string.Join('&', question.Parts);
        switch (kind)
        {
            case 0:
                using (var answer = await tenant.GetAsync($"/api/v1/flows?limit=1000&{filter}"))
                {
                    var page = await ReadAsync(answer);
                    Assert.Equal(asked.Count, (long)page["total"]!);
                    Answers.Equal(new JsonArray([.. Judge.Ordered(asked, "timestamp", descending: true).Select(Judge.Flow)]), page["flows"]);
                }

                break;
            case 1:
                var range = filter.Contains("from=", StringComparison.Ordinal) || filter.Contains("to=", StringComparison.Ordinal);
                using (var answer = await tenant.GetAsync($"/api/v1/flows/top-talkers?limit=1000&dim=pair&{filter}{(range ? "" : "&from=0")}"))
                {
                    Answers.Equal(Judge.Top(asked, FlowFields.Pair, "bytes", 1_000), await ReadAsync(answer));
                    Assert.Equal(asked.Sum(row => row.Flow.Bytes).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Total-Bytes"));
                    Assert.Equal(asked.Sum(row => row.Flow.Packets).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Total-Packets"));
                    Assert.Equal(asked.Sum(row => row.Flow.FlowCount).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Total-Flows"));
                }

                break;
            default:
                var upToNow = asked.Where(row => Judge.Overlaps(row.Flow, now - (31_622_400 * 1_000L), now));
                await tenant.AskAsync($"/api/v1/flows/protocols?window_secs=31622400&{filter}", Judge.Top(upToNow, FlowFields.Protocol, "bytes", byte.MaxValue + 1, "protocol"));
                break;
        }
    }

    /// <summary>Page after page, by cursor: all of its own and nothing else.</summary>
    private static async Task WalkAsync(Tenant tenant)
    {
        var seen = new List<string>();
        for (var next = "limit=37"; next is not null;)
        {
            using var answer = await tenant.GetAsync($"/api/v1/flows?{next}");
            var page = await ReadAsync(answer);
            Assert.Equal(tenant.Rows.Count, (long)page["total"]!);
            seen.AddRange(page["flows"]!.AsArray().Select(flow => (string)flow!["id"]!));
            next = page["next"] is { } cursor ? $"cursor={cursor}" : null;
        }

        Assert.Equal(Judge.Ordered(tenant.Rows, "timestamp", descending: true).Select(row => row.Id.ToString()), seen, StringComparer.Ordinal);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
