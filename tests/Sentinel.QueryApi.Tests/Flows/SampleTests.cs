using System.Net;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Documenting;
using Sentinel.QueryApi.Tests.Publishing;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Flows;

/// <summary>The samples of the reference's own page: its rows, published, are answered as the page shows, member for member.</summary>
public sealed class SampleTests
{
    private const string Flow =
        """{"id":"f8d72...","timestamp":1776340800000,"window_start":1776340740000,"window_end":1776340800000,"src_ip":"10.0.0.5","dst_ip":"1.1.1.1","src_hostname":null,"dst_hostname":"one.one.one.one","src_port":50000,"dst_port":443,"protocol":6,"protocol_name":"TCP","bytes":54302,"packets":87,"tcp_flags":24,"first_seen_ms":1776340745123,"last_seen_ms":1776340799845,"exporter_ip":"10.0.0.1","version":9}""";

    private const string Talkers =
        """[{"key":"10.0.0.5 → 142.250.72.46","bytes":4823091823,"packets":3921047,"flow_count":147},{"key":"10.0.0.18 → 1.1.1.1","bytes":2104832019,"packets":1478293,"flow_count":203}]""";

    private const string Protocols =
        """[{"protocol":"TCP","bytes":18390482192,"packets":14829103,"flow_count":8294},{"protocol":"UDP","bytes":2938471029,"packets":4821093,"flow_count":3021},{"protocol":"ICMP","bytes":82031,"packets":1921,"flow_count":84}]""";

    /// <summary>The last of the page's flow, epoch ms.</summary>
    private const long LastSeen = 1_776_340_799_845;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_flow_of_the_page_published_as_it_stands_there_is_answered_as_it_stands_there()
    {
        await using var host = await StartAsync();
        await host.WriteAsync(Some.Rows(4_820, (flow, _) => (flow.FirstSeen, flow.LastSeen) = (LastSeen, LastSeen)), Cancellation);
        await PublishAsync(host, JsonNode.Parse(Flow)!);

        var answer = await host.GetAsync("/api/v1/flows?sort=bytes&order=desc&limit=10", Cancellation);

        var sample = JsonNode.Parse(Flow)!.AsObject();
        var flow = answer["flows"]![0]!.AsObject();
        // Which id a row has is the only thing that is ours.
        sample["id"] = (string?)flow["id"];
        Answers.Equal(sample, FirstOf(flow, sample.Count));
        Answers.Equal(JsonNode.Parse("""{"total":4821,"offset":0,"limit":10}""")!, FirstOf(answer.AsObject(), 3));
    }

    [Fact]
    public async Task Top_talkers_are_those_of_the_page()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, new JsonArray([.. JsonNode.Parse(Talkers)!.AsArray().Select(talker =>
        {
            var ends = ((string)talker!["key"]!).Split(" → ");
            return Record(talker, ("src_ip", ends[0]), ("dst_ip", ends[1]));
        })]));
        Answers.Equal(JsonNode.Parse(Talkers)!, await host.GetAsync("/api/v1/flows/top-talkers?window_secs=3600&by=bytes&dim=pair", Cancellation));
    }

    [Fact]
    public async Task Protocols_are_those_of_the_page()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, new JsonArray([.. JsonNode.Parse(Protocols)!.AsArray().Select(protocol => Record(protocol!, ("src_ip", "10.0.0.5"), ("dst_ip", "1.1.1.1")))]));
        Answers.Equal(JsonNode.Parse(Protocols)!, await host.GetAsync("/api/v1/flows/protocols", Cancellation));
    }

    [Fact]
    public async Task Every_example_of_the_document_is_answered_as_it_shows()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, JsonNode.Parse(Flow)!);
        Assert.Equal(4, await ShownExamples.SendAsync(host, "Flows", Cancellation));
    }

    /// <summary>Stands at the end of the page's window, and holds its day.</summary>
    private static async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Retention:Days"] = "3650" }, Cancellation);
        host.Time.Now = Window.Of(LastSeen).End;
        return host;
    }

    private static async Task PublishAsync(ApiHost host, JsonNode body)
    {
        using var answer = await host.PublishAsync(body.ToJsonString(), Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    /// <summary>A record of the group's sums.</summary>
    private static JsonObject Record(JsonNode group, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var record = group.DeepClone().AsObject();
        record["last_seen"] = LastSeen;
        foreach (var (name, value) in more) record[name] = value;
        return record;
    }

    private static JsonObject FirstOf(JsonObject members, int count) =>
        new(members.Take(count).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
}
