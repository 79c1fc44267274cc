using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Flows;

/// <summary>Every question of the dialect with random parameters, over the same rows on each engine.</summary>
public abstract class RandomFlowContract(PopulatedApi populated, int rounds)
{
    private static readonly Field[] Dimensions = [.. FlowFields.All.Where(field => field.Groupable)];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected PopulatedApi Populated { get; } = populated;

    [Fact]
    public async Task Random_pages_are_answered_as_LINQ_answers_them()
    {
        var (host, random) = (await HostAsync(), new Random(Seed.Value));
        for (var round = 0; round < rounds; round++)
        {
            var question = new RandomQuestion(random, Populated.Rows);
            question.AddRange();
            List<string> parts = [.. question.Parts];
            var sort = Choose(parts, random, "sort", "timestamp", "timestamp", "bytes", "packets");
            var order = Choose(parts, random, "order", "desc", "desc", "asc");
            var offset = Number(parts, random, "offset", 0, random.Next(4) == 0 ? random.Next(2_000) : random.Next(5));
            var limit = Number(parts, random, "limit", 50, random.Next(1, 200));
            var path = $"/api/v1/flows?{string.Join('&', parts.OrderBy(_ => random.Next()))}";

            using var answer = await AskAsync(host, path);

            var page = await ReadAsync(answer);
            var matching = Judge.Ordered(Populated.Rows.Where(question.Matches), sort, string.Equals(order, "desc", StringComparison.Ordinal)).ToList();
            AssertSame(
                new JsonObject
                {
                    ["total"] = matching.Count,
                    ["offset"] = offset,
                    ["limit"] = limit,
                    ["flows"] = new JsonArray([.. matching.Skip(offset).Take(limit).Select(Judge.Flow)]),
                    ["next"] = page["next"]?.DeepClone(),
                },
                page, path);
            Assert.Equal(matching.Count > offset + limit, page["next"] is not null);
        }
    }

    [Fact]
    public async Task Random_lists_are_answered_as_LINQ_answers_them()
    {
        var (host, random) = (await HostAsync(), new Random(Seed.Value));
        for (var round = 0; round < rounds; round++)
        {
            var question = new RandomQuestion(random, Populated.Rows);
            List<string> parts = [.. question.Parts];
            var now = host.Time.Now;
            var seconds = random.Next(2) == 0 ? 3_600 : random.Next(1, 300_000);
            if (seconds != 3_600) parts.Add(string.Create(CultureInfo.InvariantCulture, $"window_secs={seconds}"));
            var rows = Populated.Rows.Where(question.Matches).Where(row => Judge.Overlaps(row.Flow, now - (seconds * 1_000L), now)).ToList();
            var dimension = random.Next(2) == 0 ? FlowFields.Pair : Dimensions[random.Next(Dimensions.Length)];
            var (by, limit) = (random.Next(2) == 0 ? "bytes" : "packets", random.Next(1, 40));

            var talkers = $"/api/v1/flows/top-talkers?dim={dimension.Name}&by={by}&limit={limit}&{string.Join('&', parts)}";
            using var list = await AskAsync(host, talkers);
            AssertSame(Judge.Top(rows, dimension, by, limit), await ReadAsync(list), talkers);
            AssertTotal(list, "Bytes", rows, flow => flow.Bytes);
            AssertTotal(list, "Packets", rows, flow => flow.Packets);
            AssertTotal(list, "Flows", rows, flow => flow.FlowCount);

            var protocols = $"/api/v1/flows/protocols?{string.Join('&', parts)}";
            using var shares = await AskAsync(host, protocols);
            AssertSame(Judge.Top(rows, FlowFields.Protocol, "bytes", 256, "protocol"), await ReadAsync(shares), protocols);
        }
    }

    [Theory]
    [InlineData("timestamp", "desc", null)]
    [InlineData("timestamp", "asc", "drop")]
    [InlineData("bytes", "desc", null)]
    [InlineData("packets", "asc", "allow")]
    public async Task A_walk_shows_each_row_once_in_order(string sort, string order, string? action)
    {
        var host = await HostAsync();
        var rows = Populated.Rows.Where(row => action is null || string.Equals(row.Flow.Action, action, StringComparison.Ordinal)).ToList();
        var flows = new JsonArray();
        for (var next = $"limit=83&sort={sort}&order={order}{(action is null ? "" : $"&action={action}")}"; next is not null;)
        {
            var page = await host.GetAsync($"/api/v1/flows?{next}", Cancellation);
            Assert.Equal((rows.Count, 0, 83), ((int)page["total"]!, (int)page["offset"]!, (int)page["limit"]!));
            foreach (var flow in page["flows"]!.AsArray()) flows.Add(flow!.DeepClone());
            next = page["next"] is { } cursor ? $"cursor={cursor}" : null;
        }

        Answers.Equal(new JsonArray([.. Judge.Ordered(rows, sort, order is "desc").Select(Judge.Flow)]), flows);
    }

    private protected abstract Task<ApiHost> HostAsync();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

    private static void AssertSame(JsonNode expected, JsonNode actual, string path) => Assert.True(
        string.Equals(expected.ToJsonString(), actual.ToJsonString(), StringComparison.Ordinal), $"{path}\nexpected {expected.ToJsonString()}\nactual   {actual.ToJsonString()}\n{Seed.Hint}");

    private static void AssertTotal(HttpResponseMessage answer, string name, IEnumerable<FlowRow> rows, Func<Flow, long> of) =>
        Assert.Equal(Judge.Sum(rows.Select(row => row.Flow), of).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, $"Sentinel-Total-{name}"));

    private static string Choose(List<string> parts, Random random, string name, string absent, params string[] words)
    {
        if (random.Next(3) == 0) return absent;
        var word = words[random.Next(words.Length)];
        parts.Add($"{name}={word}");
        return word;
    }

    private static int Number(List<string> parts, Random random, string name, int absent, int number)
    {
        if (random.Next(3) == 0) return absent;
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={number}"));
        return number;
    }

    private async Task<HttpResponseMessage> AskAsync(ApiHost host, string path)
    {
        var answer = await host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Cancellation)}");
        Assert.Equal(Populated.Rows.Max(row => row.Flow.LastSeen).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Data-Until"));
        return answer;
    }
}

public sealed class EmbeddedFlows(PopulatedApi populated) : RandomFlowContract(populated, rounds: 150)
{
    private protected override Task<ApiHost> HostAsync() => Task.FromResult(Populated.Host);
}

public sealed class OpenSearchFlows(PopulatedApi populated, OpenSearchApi api) : RandomFlowContract(populated, rounds: 40)
{
    private protected override Task<ApiHost> HostAsync() => api.PopulatedAsync(Populated, Cancellation);
}

public sealed class ElasticsearchFlows(PopulatedApi populated, ElasticsearchApi api) : RandomFlowContract(populated, rounds: 40)
{
    private protected override Task<ApiHost> HostAsync() => api.PopulatedAsync(Populated, Cancellation);
}
