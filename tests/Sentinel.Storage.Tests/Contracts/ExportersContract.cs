using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class ExportersContract(Store store) : StoreContract(store)
{
    [Fact]
    public async Task Each_exporter_has_its_times_its_flows_and_its_messages()
    {
        var random = new Random(Seed);
        var rows = RandomRows(300, Week, flow => flow.BeginsMessage = random.Next(3) == 0);
        await StoredAsync(rows);
        foreach (var filter in (Filter[])[Filter.Everything, Filter.Is(FlowFields.Protocol, 6), Filter.Is(FlowFields.ExporterIp, Exporters[^1]), new Filter.Any([])])
        {
            var among = Own(filter).Filter;
            var expected = rows.Where(row => Matching.Matches(among, row)).Select(row => row.Flow).GroupBy(flow => flow.ExporterIp).OrderBy(group => group.Key)
                .Select(group => new ExporterEntry(
                    group.Key, group.Min(flow => flow.FirstSeen), group.Max(flow => flow.LastSeen),
                    group.Aggregate(Int128.Zero, (sum, flow) => sum + flow.FlowCount), group.Count(flow => flow.BeginsMessage)));
            Assert.Equal(expected, await Reader.ExportersAsync(among, Cancellation));
        }
    }

    [Fact]
    public async Task A_row_comes_back_as_one_that_begins_its_message_or_does_not()
    {
        await StoredAsync([Row(flow => flow.BeginsMessage = true), Row()]);
        var page = await Reader.FindAsync(new(Own(), RowOrder.NewestFirst, 0, 10), Cancellation);
        Assert.Single(page.Rows, row => row.Flow.BeginsMessage);
        Assert.Equal(2, page.Total);
    }
}
