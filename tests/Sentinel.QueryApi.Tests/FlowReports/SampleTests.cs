using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.FlowReports;
using Sentinel.QueryApi.Tests.Documenting;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.FlowReports;

/// <summary>The samples of the reference's own page: its rows, published, are answered as the page shows, member for member.</summary>
public sealed class SampleTests
{
    private const string First =
        """{"id":1,"subscriber_id":"001019756139935","source_ip":"192.168.1.100","destination_ip":"8.8.8.8","source_port":10000,"destination_port":53,"protocol":17,"packets":100,"bytes":5000,"start_time":"2025-02-22T10:30:00.000Z","end_time":"2025-02-22T10:30:01.000Z","direction":"uplink","action":"allow"}""";

    private const string Second =
        """{"id":2,"subscriber_id":"001019756139935","source_ip":"192.168.1.100","destination_ip":"1.1.1.1","source_port":20000,"destination_port":443,"protocol":6,"packets":800,"bytes":40000,"start_time":"2025-02-23T08:00:00.000Z","end_time":"2025-02-23T08:05:00.000Z","direction":"downlink","action":"allow"}""";

    private const string Third =
        """{"id":3,"subscriber_id":"001019756139936","source_ip":"192.168.1.101","destination_ip":"1.1.1.1","source_port":30000,"destination_port":443,"protocol":6,"packets":500,"bytes":25000,"start_time":"2025-02-22T12:00:00.000Z","end_time":"2025-02-22T12:01:00.000Z","direction":"downlink","action":"allow"}""";

    private const string Days = "start=2025-02-22&end=2025-02-23";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_and_groups_are_those_of_the_page()
    {
        await AssertAsync([First], $"?{Days}", $$$"""{"result":{"items":[{{{First}}}],"page":1,"per_page":25,"total_count":1}}""");
        await AssertAsync([First, Second], $"?group_by=day&{Days}", $$"""{"result":[{"2025-02-22":[{{First}}]},{"2025-02-23":[{{Second}}]}]}""");
        await AssertAsync([First, Third], $"?group_by=subscriber&{Days}", $$"""{"result":[{"001019756139935":[{{First}}]},{"001019756139936":[{{Third}}]}]}""");
    }

    [Fact]
    public async Task Stats_are_those_of_the_page()
    {
        await using var host = await StartAsync();
        await host.WriteAsync(
            [Counted(17, "8.8.8.8", Directions.Outbound, 50), Counted(6, "1.1.1.1", Directions.Internal, 30), Counted(6, "8.8.8.8", Directions.Inbound, 120), Counted(17, "9.9.9.9", Directions.External, 25)],
            Cancellation);
        Answers.Equal(
            JsonNode.Parse("""{"result":{"protocols":[{"protocol":6,"count":150},{"protocol":17,"count":75}],"top_destinations_uplink":[{"ip":"8.8.8.8","count":50},{"ip":"1.1.1.1","count":30}]}}""")!,
            await host.GetAsync("/api/v1/flow-reports/stats", Cancellation));

        static FlowRow Counted(int protocol, string destination, string direction, long count) =>
            Some.Row(flow => (flow.Protocol, flow.DstIp, flow.Direction, flow.FlowCount) = (protocol, Address.Parse(destination), direction, count));
    }

    [Fact]
    public async Task Every_example_of_the_document_is_answered_as_it_shows()
    {
        await using var host = await StartAsync();
        await host.WriteAsync([RowOf(First), RowOf(Second.Replace("9935", "9936", StringComparison.Ordinal))], Cancellation);
        Assert.Equal(7, await ShownExamples.SendAsync(host, "Flow reports", Cancellation));
    }

    /// <summary>Holds the days of the page.</summary>
    private static Task<ApiHost> StartAsync() =>
        ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Retention:Days"] = "3650" }, Cancellation);

    private static async Task AssertAsync(string[] reports, string query, string sample)
    {
        await using var host = await StartAsync();
        var rows = reports.Select(RowOf).ToList();
        await host.WriteAsync(rows, Cancellation);
        var answer = (await host.GetAsync($"/api/v1/flow-reports{query}", Cancellation)).ToJsonString();
        // Which number a row has is the only thing that is ours.
        foreach (var (row, report) in rows.Zip(reports))
            answer = answer.Replace(string.Create(CultureInfo.InvariantCulture, $"\"id\":{ReportAnswer.IdOf(row.Id)},"), $"\"id\":{JsonNode.Parse(report)!["id"]},", StringComparison.Ordinal);
        Assert.Equal(sample, answer);
    }

    private static FlowRow RowOf(string report)
    {
        var shown = JsonNode.Parse(report)!;
        return Some.Row(flow =>
        {
            flow.SubscriberId = (string?)shown["subscriber_id"];
            (flow.SrcIp, flow.DstIp) = (Address.Parse((string)shown["source_ip"]!), Address.Parse((string)shown["destination_ip"]!));
            (flow.SrcPort, flow.DstPort, flow.Protocol) = ((int)shown["source_port"]!, (int)shown["destination_port"]!, (int)shown["protocol"]!);
            (flow.Packets, flow.Bytes) = ((long)shown["packets"]!, (long)shown["bytes"]!);
            (flow.FirstSeen, flow.LastSeen) = (Time("start_time"), Time("end_time"));
            flow.Direction = (string?)shown["direction"] is "uplink" ? Directions.Outbound : Directions.Inbound;
        });

        long Time(string member) => DateTimeOffset.Parse((string)shown[member]!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    }
}
