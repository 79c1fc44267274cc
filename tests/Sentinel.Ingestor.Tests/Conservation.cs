using Sentinel.Contracts;
using Sentinel.Storage;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests;

/// <summary>What goes in comes out: the sums and the set of row ids in the store are those of what was published, each message counted once.</summary>
internal static class Conservation
{
    public static async Task HoldsAsync(IFlowReader store, IReadOnlyCollection<Published> published)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var distinct = published.DistinctBy(message => message.Identity).ToList();
        var rows = await AllRowsAsync(store, cancellation);
        var totals = await store.TotalsAsync(Selection.Everything, cancellation);

        var expected = Sum(distinct.SelectMany(message => message.Flows.Values));
        Assert.Equal(expected, Sum(rows.Select(row => row.Flow)));
        Assert.Equal(expected, totals.Sums);
        Assert.Equal(rows.Count, rows.DistinctBy(row => row.Id).Count());
        Assert.Equal(distinct.SelectMany(message => message.RowIds()).ToHashSet(), rows.Select(row => row.Id).ToHashSet());
    }

    /// <summary>Waits until as much is in the store, and then looks closely: what is there too often, or too little of it, is found.</summary>
    public static async Task ComesToHoldAsync(IFlowReader store, IReadOnlyCollection<Published> published)
    {
        var expected = Sum(published.DistinctBy(message => message.Identity).SelectMany(message => message.Flows.Values)).Flows;
        await Eventually.True(
            async () => await FlowsInAsync(store) >= expected,
            $"{expected} flows are stored",
            TestContext.Current.CancellationToken,
            TimeSpan.FromSeconds(300));
        await HoldsAsync(store, published);
    }

    public static async Task<Int128> FlowsInAsync(IFlowReader store)
    {
        try
        {
            return (await store.TotalsAsync(Selection.Everything, TestContext.Current.CancellationToken)).Sums.Flows;
        }
        catch (StoreUnavailableException)
        {
            return 0;
        }
    }

    public static Sums Sum(IEnumerable<Flow> flows) => flows.Aggregate(default(Sums), (sum, flow) => sum + Sums.Of(flow));

    private static async Task<List<FlowRow>> AllRowsAsync(IFlowReader store, CancellationToken cancellation)
    {
        var rows = new List<FlowRow>();
        RowPosition? after = null;
        while (true)
        {
            var page = await store.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, FindQuery.MaxLimit, after), cancellation);
            rows.AddRange(page.Rows);
            if (!page.HasMore) return rows;
            after = RowPosition.Of(page.Rows[^1], RowOrder.NewestFirst);
        }
    }
}
