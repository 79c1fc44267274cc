using Sentinel.Contracts;
using Sentinel.Flows.Merging;
using Sentinel.Flows.Tests.Decoding;

namespace Sentinel.Flows.Tests.Merging;

public sealed class ConservationTests
{
    private static readonly NumberField[] Sums = [.. FlowFields.All.OfType<NumberField>().Where(field => field.Merge == MergeRule.Sum)];

    [Fact]
    public void Nothing_is_lost_or_made() => Arbitrary.Hold(Arbitrary.Flows, flows =>
    {
        var rows = FlowMerger.Merge(Batches.Decode(flows));
        foreach (var field in Sums) Assert.Equal(SumOf(field, flows), SumOf(field, rows.Select(row => row.Row.Flow)));
        Assert.All(rows, row => Assert.Equal(row.Row.Flow.Bytes, row.Row.Flow.RequestBytes + row.Row.Flow.ResponseBytes));
        Assert.Equal(Enumerable.Range(0, flows.Length), rows.SelectMany(row => row.Records).Order());
    });

    [Fact]
    public void A_row_is_what_its_records_make() => Arbitrary.Hold(Arbitrary.Flows, flows =>
    {
        foreach (var (row, records) in FlowMerger.Merge(Batches.Decode(flows)))
        {
            var sources = records.Select(index => flows[index]).ToArray();
            Assert.Equal(sources.Min(flow => flow.FirstSeen), row.Flow.FirstSeen);
            Assert.Equal(sources.Max(flow => flow.LastSeen), row.Flow.LastSeen);
            Assert.Equal(sources.Aggregate(0, (flags, flow) => flags | flow.TcpFlags), row.Flow.TcpFlags);
            foreach (var field in Sums) Assert.Equal(SumOf(field, sources), field.Get(row.Flow) ?? -1);
            Assert.All(sources, flow => Assert.Equal(flow.Window.Minute, row.Id.Minute));
            foreach (var key in FlowFields.Keys) Assert.All(sources, flow => Assert.True(key.IsSame(flow, row.Flow)));
        }
    });

    [Fact]
    public void The_same_bytes_give_the_same_rows_under_ids_of_their_own() => Arbitrary.Hold(Arbitrary.Flows, flows =>
    {
        var body = Batches.Write(flows);
        var first = FlowMerger.Merge(Batches.Decode(body));
        var again = FlowMerger.Merge(Batches.Decode((byte[])body.Clone()));
        Assert.Equal(first.Select(row => row.Row.Id), again.Select(row => row.Row.Id));
        Assert.Equal(first.Select(row => Sample.JsonOf(row.Row.Flow)).ToArray(), again.Select(row => Sample.JsonOf(row.Row.Flow)).ToArray());
        Assert.Equal(first.Count, first.Select(row => row.Row.Id).Distinct().Count());

        var other = FlowMerger.Merge(Batches.Decode(flows, "another"));
        Assert.Empty(first.Select(row => row.Row.Id).Intersect(other.Select(row => row.Row.Id)));
    });

    private static Int128 SumOf(NumberField field, IEnumerable<Flow> flows) =>
        flows.Aggregate(Int128.Zero, (sum, flow) => sum + (field.Get(flow) ?? 0));
}
