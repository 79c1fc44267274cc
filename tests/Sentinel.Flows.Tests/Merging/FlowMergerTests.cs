using Sentinel.Contracts;
using Sentinel.Flows.Merging;
using Sentinel.Flows.Tests.Decoding;
using Sentinel.Testing;

namespace Sentinel.Flows.Tests.Merging;

public sealed class FlowMergerTests
{
    [Fact]
    public void Flows_of_one_conversation_in_one_window_are_one_row()
    {
        var row = Assert.Single(Merge(
            Some.Flow(flow => (flow.FirstSeen, flow.LastSeen, flow.TcpFlags) = (Some.Time - 9, Some.Time + 5, 0x02)),
            Some.Flow(flow => (flow.FirstSeen, flow.LastSeen, flow.TcpFlags, flow.FlowCount) = (Some.Time - 5, Some.Time + 59_999, 0x11, 7))));
        Assert.Equal([0, 1], row.Records);
        Assert.Equal(
            Sample.JsonOf(Some.Flow(flow =>
            {
                (flow.FirstSeen, flow.LastSeen, flow.TcpFlags, flow.FlowCount) = (Some.Time - 9, Some.Time + 59_999, 0x13, 8);
                (flow.Bytes, flow.RequestBytes, flow.Packets) = (3_000, 3_000, 6);
            })),
            Sample.JsonOf(row.Row.Flow));
    }

    [Fact]
    public void The_minute_of_the_end_is_the_window()
    {
        var rows = Merge(
            Some.Flow(flow => flow.LastSeen = Some.Time + 59_999),
            Some.Flow(flow => flow.LastSeen = Some.Time + 60_000));
        Assert.Equal([Some.Time / 60_000, (Some.Time / 60_000) + 1], rows.Select(row => (long)row.Row.Id.Minute));
    }

    [Fact]
    public void Every_key_field_keeps_flows_apart()
    {
        foreach (var field in FlowFields.Keys)
        {
            var rows = Merge(Some.Flow(), Some.FlowWithOther(field));
            Assert.True(rows.Count == 2, $"{field} does not");
        }
    }

    [Fact]
    public void The_first_row_of_each_exporter_begins_the_message()
    {
        var (one, other) = (Address.Parse("10.9.0.1"), Address.Parse("10.9.0.2"));
        var rows = Merge([.. new[] { one, other, one, other }.Select((exporter, port) => Some.Flow(flow => (flow.ExporterIp, flow.SrcPort) = (exporter, port)))]);
        Assert.Equal([true, true, false, false], rows.Select(row => row.Row.Flow.BeginsMessage));
    }

    [Fact]
    public void Unknown_is_another_value_than_zero() => Assert.Equal(2, Merge(Some.Flow(), Some.Flow(flow => flow.InIf = 0)).Count);

    [Fact]
    public void Tags_in_another_order_are_other_tags()
    {
        Assert.Single(Merge(Some.Flow(flow => flow.AssetTags = ["a", "b"]), Some.Flow(flow => flow.AssetTags = ["a", "b"])));
        Assert.Equal(2, Merge(Some.Flow(flow => flow.AssetTags = ["a", "b"]), Some.Flow(flow => flow.AssetTags = ["b", "a"])).Count);
    }

    [Fact]
    public void A_silent_record_merges_with_one_that_says_the_defaults()
    {
        var rows = FlowMerger.Merge(Sample.Decode($$"""
            [{ {{Sample.Least}} },
             { {{Sample.Least}},"action":"permit","flow_count":1,"src_port":0,"exporter":"0.0.0.0","app":"" }]
            """));
        Assert.Equal([0, 1], Assert.Single(rows).Records);
    }

    [Fact]
    public void Rows_come_in_the_order_of_their_first_records_without_the_faulty()
    {
        static string Flow(int port) => $$"""{ {{Sample.Least}},"src_port":{{port}} }""";
        var rows = FlowMerger.Merge(Sample.Decode($"[{Flow(1)},{{}},{Flow(2)},{Flow(1)},{Flow(70_000)},{Flow(2)},{Flow(3)}]"));
        Assert.Equal(["0,3", "2,5", "6"], rows.Select(row => string.Join(',', row.Records)).ToArray());
    }

    [Fact]
    public void The_id_is_of_the_message_the_window_and_the_first_record()
    {
        var message = Batches.Decode([Some.Flow(flow => flow.App = "a"), Some.Flow(), Some.Flow()]);
        Assert.Equal(
            [message.Identity.RecordIdOf(0).RowIn(Window.Of(Some.Time)), message.Identity.RecordIdOf(1).RowIn(Window.Of(Some.Time))],
            FlowMerger.Merge(message).Select(row => row.Row.Id));
    }

    [Fact]
    public void A_sum_that_no_field_can_hold_begins_another_row()
    {
        static Flow Large(Flow flow, long bytes)
        {
            (flow.Bytes, flow.RequestBytes) = (bytes, bytes);
            return flow;
        }

        var rows = Merge(
            Large(Some.Flow(), NumberField.MaxExact - 1), Large(Some.Flow(), 1), Large(Some.Flow(), 1), Some.Flow(), Large(Some.Flow(), NumberField.MaxExact));
        Assert.Equal(["0,1", "2,3", "4"], rows.Select(row => string.Join(',', row.Records)).ToArray());
        Assert.Equal([NumberField.MaxExact, 1_501, NumberField.MaxExact], rows.Select(row => row.Row.Flow.Bytes));
        Assert.Equal(3, rows.Select(row => row.Row.Id).Distinct().Count());
    }

    [Fact]
    public void A_message_is_not_held_twice()
    {
        var message = Batches.Decode([Some.Flow(), Some.Flow(), Some.Flow(flow => flow.App = "a")]);
        var flows = message.Records.Select(record => record.Flow).ToList();
        Assert.Equal([flows[0], flows[2]], FlowMerger.Merge(message).Select(row => row.Row.Flow));
    }

    private static IReadOnlyList<MergedRow> Merge(params Flow[] flows) => FlowMerger.Merge(Batches.Decode(flows));
}
