using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

/// <summary>Offsets at which an engine gives up by itself, over rows that tie as much as rows can.</summary>
public sealed class DeepOffsetTests(Engine engine)
{
    private const int Rows = 26_000;
    private static readonly DateOnly Day = new(2025, 5, 2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_order_reaches_any_offset()
    {
        await using var store = await engine.StoreAsync(Cancellation);
        var rows = await WriteAsync(store);
        var reader = store.GetRequiredService<IFlowReader>();
        foreach (var order in RowOrder.Sortable.SelectMany(by => new[] { new RowOrder(by, true), new RowOrder(by, false) }))
        {
            var sorted = rows.OrderBy(row => RowPosition.Of(row, order)).ToList();
            if (order.Descending) sorted.Reverse();
            foreach (var offset in new[] { 10_001, 17_000, 25_995, 26_000, 500_000 })
            {
                var page = await reader.FindAsync(new(Selection, order, offset, 5), Cancellation);
                AssertPage(sorted.Skip(offset).Take(5), offset + 5 < Rows, page);
            }

            var after = RowPosition.Of(sorted[6_000], order);
            AssertPage(sorted.Skip(6_001 + 15_000).Take(5), true, await reader.FindAsync(new(Selection, order, 15_000, 5, after), Cancellation));
            AssertPage([], false, await reader.FindAsync(new(Selection, order, 20_000, 5, after), Cancellation));
        }
    }

    private static Selection Selection { get; } =
        new(TimeRange.LastSeenBetween(Window.StartOf(Day.AddDays(-1)), Window.StartOf(Day.AddDays(1)) - 1), Filter.Everything);

    private static void AssertPage(IEnumerable<FlowRow> expected, bool more, FlowPage page)
    {
        Assert.Equal(expected.Select(row => row.Id), page.Rows.Select(row => row.Id));
        Assert.Equal((Rows, more), (page.Total, page.HasMore));
    }

    /// <summary>Two days; nine rows in ten share their time, and so nearly all share the bytes.</summary>
    private async Task<IReadOnlyList<FlowRow>> WriteAsync(ServiceProvider store)
    {
        var rows = Some.Rows(Rows, (flow, index) =>
        {
            flow.LastSeen = Some.TimeOn(Day.AddDays(-(index % 2))) + (index % 10 == 0 ? index * 100 : 0);
            flow.FirstSeen = flow.LastSeen;
            flow.Bytes = index % 100 == 0 ? index : 40;
            flow.SrcPort = index % 3;
        });
        foreach (var day in new[] { Day, Day.AddDays(-1) }) await store.GetRequiredService<IFlowDays>().OpenAsync(day, Cancellation);
        foreach (var chunk in rows.Chunk(5_000))
            Assert.All(await store.GetRequiredService<IFlowWriter>().WriteAsync(chunk, Cancellation), outcome => Assert.Null(outcome.Reason));
        await engine.RefreshAsync(Cancellation);
        return rows;
    }
}
