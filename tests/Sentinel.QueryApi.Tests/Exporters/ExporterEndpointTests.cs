using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Documenting;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Exporters;

public sealed class ExporterEndpointTests
{
    private const long Minute = Window.Milliseconds;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_exporter_tells_what_it_sent_and_when_it_was_silent()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var now = host.Time.Now = Some.Time + (Minute / 2);
        var random = new Random(Seed.Value);
        var sent = new List<(string Exporter, long First, long Last)>();
        var messages = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var message = 0; message < 60; message++)
        {
            var exporter = $"10.0.0.{random.Next(1, 5)}";
            var flows = Enumerable.Range(0, random.Next(1, 20)).Select(_ => now - random.NextInt64(36 * 60 * Minute)).Select(last => (exporter, last - random.Next(300_000), last)).ToList();
            await PublishAsync(host, Guid.NewGuid().ToString(), exporter, flows);
            if (message % 10 == 0) await PublishAsync(host, "sent twice", exporter: "10.0.0.1", [("10.0.0.1", now - 5, now - 5)]);
            sent.AddRange(flows);
            messages[exporter] = messages.GetValueOrDefault(exporter) + 1;
        }

        sent.Add(("10.0.0.1", now - 5, now - 5));
        messages["10.0.0.1"]++;
        var answer = await host.GetAsync("/api/v1/exporters", Cancellation);

        var end = now / Minute * Minute;
        var expected = sent.GroupBy(flow => flow.Exporter, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"{group.Key} {group.Min(flow => flow.First)} {group.Max(flow => flow.Last)} {group.Count()} {messages[group.Key]} {1_440 - group.Where(flow => flow.Last >= end - (1_440 * Minute) && flow.Last < end).Select(flow => flow.Last / Minute).Distinct().Count()}"));
        Assert.Equal(expected, answer["exporters"]!.AsArray().Select(one => string.Join(' ', one!.AsObject().Select(member => member.Value))), StringComparer.Ordinal);
        Assert.Equal(4, (int)answer["total"]!);

        var page = await host.GetAsync("/api/v1/exporters?offset=1&limit=2", Cancellation);
        Assert.Equal(answer["exporters"]!.AsArray().Skip(1).Take(2).Select(one => one!.ToJsonString()), page["exporters"]!.AsArray().Select(one => one!.ToJsonString()), StringComparer.Ordinal);
        Assert.Equal(1, await ShownExamples.SendAsync(host, "Exporters", Cancellation));
    }

    [Fact]
    public async Task More_exporters_than_one_question_may_name_are_told_of_too()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var now = host.Time.Now = Some.Time + (Minute / 2);
        for (var number = 1; number <= 80; number++) await PublishAsync(host, $"{number}", $"10.0.0.{number}", [("", now - (3_000 * Minute), now - (Minute * (1 + (number % 2 * 2_000))))]);
        var answer = await host.GetAsync("/api/v1/exporters", Cancellation);
        Assert.Equal(
            Enumerable.Range(1, 80).Select(number => ($"10.0.0.{number}", number % 2 == 1 ? 1_440 : 1_439)),
            answer["exporters"]!.AsArray().Select(one => ((string)one!["exporter_ip"]!, (int)one["minutes_without_flows"]!)));
    }

    [Fact]
    public async Task A_token_with_a_filter_is_told_of_its_own()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        foreach (var exporter in (string[])["10.0.0.1", "10.0.0.2"]) await PublishAsync(host, exporter, exporter, [(exporter, Some.Time, Some.Time)]);
        using var tenant = await host.ClientWithTokenAsync("\"scopes\":[\"flows:read\"],\"filter\":{\"exporter_ip\":\"10.0.0.2\"}", Cancellation);
        var answer = JsonNode.Parse(await tenant.GetStringAsync(ApiHost.Path("/api/v1/exporters"), Cancellation))!;
        Assert.Equal("10.0.0.2", (string)Assert.Single(answer["exporters"]!.AsArray())!["exporter_ip"]!);
        Assert.Equal(1, (int)answer["total"]!);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("offset=-1")]
    [InlineData("after=10.0.0.1")]
    public async Task Anything_else_is_refused(string query)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var answer = await host.Client.GetAsync(ApiHost.Path($"/api/v1/exporters?{query}"), Cancellation);
        var problem = await Answers.ProblemAsync(answer, HttpStatusCode.BadRequest, Cancellation);
        Assert.NotNull(problem["errors"]![query.Split('=')[0]]);
    }

    private static async Task PublishAsync(ApiHost host, string id, string exporter, IReadOnlyList<(string Exporter, long First, long Last)> flows)
    {
        using var body = new StringContent(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"batch_id":"{{id}}","exporter_ip":"{{exporter}}","flows":[{{string.Join(',', flows.Select((flow, port) => $$"""{"src_ip":"10.1.0.1","dst_ip":"10.1.0.2","src_port":{{port}},"first_seen":{{flow.First}},"last_seen":{{flow.Last}}}"""))}}]}"""));
        using var answer = await host.Client.PostAsync(ApiHost.Path("/api/v1/flows"), body, Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
