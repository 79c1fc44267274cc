using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Documenting;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Firewall;

/// <summary>The samples of the reference's own pages: their rows, published, are answered as the pages show, member for member.</summary>
public sealed class SampleTests
{
    private const string Log =
        """{"data":{"limit":10,"records":[{"app":"SSH","bytes":34,"direction":"out2in","dst_ip":"100.95.148.49","dst_port":22,"end_time":1664155493000,"log_id":"76354","packets":25,"protocol":"TCP","src_ip":"100.93.27.17","src_port":49634,"start_time":1664155428000}],"total":1}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_is_that_of_the_page()
    {
        await using var host = await StartAsync();
        var row = LogRow();
        await host.WriteAsync([row], Cancellation);
        var answer = await host.GetAsync(
            "/v1/9d80d070b6d44942af73c9c3d38e0429/cfw/logs/flow?fw_instance_id=2af58b7c-893c-4453-a984-bdd9b1bd6318&start_time=1663555012000&end_time=1664159798000&limit=10", Cancellation);
        // The page shows a fraction of a byte, which never leaves Sentinel, and a number for an id.
        Assert.Equal(Log, answer.ToJsonString().Replace(row.Id.ToString(), "76354", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statistics_are_those_of_the_page_and_the_lists_that_its_sample_lacks()
    {
        await using var host = await StartAsync();
        host.Time.Now = 1_751_355_600_000;
        await host.WriteAsync([HostRow()], Cancellation);
        var answer = await host.GetAsync(
            "/v1/a16df7cf1d094befa6bbc72cbf51e93a/cfw/logs/flow-statistic?fw_instance_id=c598d612-8112-465c-bffd-863d4ce85a50&log_type=internet&direction=in2out&item=dst_host&range=2&size=1000", Cancellation);
        var record = answer["data"]!["records"]![0]!.AsObject();
        foreach (var lacking in new[] { "src_ip", "dst_ip", "protocol" }) Assert.True(record.Remove(lacking));
        Answers.Equal(
            JsonNode.Parse("""{"data":{"records":[{"apps":[{"key":"HTTP","value":11}],"item":"www.test.com","last_time":1751355533000,"ports":[{"key":"8080","value":11}],"request_byte":5357,"response_byte":4862,"sessions":11}],"total":1}}""")!,
            answer);
    }

    [Fact]
    public async Task Every_example_of_the_document_is_answered_as_it_shows()
    {
        await using var host = await StartAsync();
        await host.WriteAsync([LogRow(), HostRow()], Cancellation);
        Assert.Equal(2, await ShownExamples.SendAsync(host, "Firewall", Cancellation));
    }

    /// <summary>Holds the days of the pages.</summary>
    private static Task<ApiHost> StartAsync() =>
        ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Retention:Days"] = "3650" }, Cancellation);

    private static FlowRow LogRow() => Some.Row(flow =>
    {
        (flow.ProjectId, flow.FwInstanceId) = ("9d80d070b6d44942af73c9c3d38e0429", "2af58b7c-893c-4453-a984-bdd9b1bd6318");
        (flow.App, flow.Bytes, flow.Packets, flow.Protocol, flow.Direction) = ("SSH", 34, 25, 6, Directions.Inbound);
        (flow.SrcIp, flow.SrcPort, flow.DstIp, flow.DstPort) = (Address.Parse("100.93.27.17"), 49_634, Address.Parse("100.95.148.49"), 22);
        (flow.FirstSeen, flow.LastSeen) = (1_664_155_428_000, 1_664_155_493_000);
    });

    private static FlowRow HostRow() => Some.Row(flow =>
    {
        (flow.ProjectId, flow.FwInstanceId, flow.LogType) = ("a16df7cf1d094befa6bbc72cbf51e93a", "c598d612-8112-465c-bffd-863d4ce85a50", "internet");
        (flow.App, flow.DstHost, flow.DstPort, flow.FlowCount, flow.Direction) = ("HTTP", "www.test.com", 8_080, 11, Directions.Outbound);
        (flow.RequestBytes, flow.ResponseBytes, flow.Bytes) = (5_357, 4_862, 10_219);
        flow.FirstSeen = flow.LastSeen = 1_751_355_533_000;
    });
}
