using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

/// <summary>Pages by time of a day that is long enough to be asked for a short time first, and whose rows come unevenly: most of them within a minute at noon.</summary>
public sealed class PageTimesTests
{
    private const int Rows = 40_000;

    /// <summary>The others come a sixteenth as often as all would evenly: then the second time asked for has about as many rows as a page, some more or less.</summary>
    private const int AtNoon = Rows / 16 * 15;

    private const int Pages = 100;

    private static readonly long Midnight = Some.TimeOn(Some.Day, 0);

    private readonly Random random = new(Seed.Value);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_and_streams_of_a_long_day_are_those_of_all_its_rows()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        var rows = Some.Rows(Rows, (flow, index) =>
        {
            flow.FirstSeen = flow.LastSeen = index < AtNoon ? Some.Time + random.Next((int)Window.Milliseconds) : Midnight + random.Next((int)Window.DayMilliseconds);
            flow.Rule = index % 997 == 0 ? "rare" : "frequent";
        });
        foreach (var part in rows.OrderBy(row => row.Flow.LastSeen).Chunk(10_000)) await store.Writer.WriteAsync(part, Cancellation);

        for (var page = 0; page < Pages; page++) await AssertFindsAsync(store, rows);
        foreach (var order in Orders())
        {
            await AssertStreamsAsync(store, rows, order, "rare");
            await AssertStreamsAsync(store, rows, order, "frequent");
        }
    }

    private static IEnumerable<RowOrder> Orders() =>
        from field in new[] { FlowFields.Timestamp, FlowFields.LastSeen }
        from newestFirst in new[] { true, false }
        select new RowOrder(field, newestFirst);

    private async Task AssertFindsAsync(OpenStore store, IReadOnlyList<FlowRow> rows)
    {
        var order = random.GetItems(Orders().ToArray(), 1)[0];
        var rule = random.GetItems(["rare", "frequent"], 1)[0];
        var isBounded = random.Next(4) == 0;
        var (from, to) = isBounded ? (random.Next(14 * 3_600_000), Window.DayMilliseconds - random.Next(9 * 3_600_000)) : (0, Window.DayMilliseconds);
        var inOrder = InOrder(rows.Where(row => row.Flow.LastSeen >= Midnight + from && row.Flow.LastSeen <= Midnight + to), order, rule);
        var after = random.Next(4) > 0 ? default(RowPosition?) : RowPosition.Of(rows[random.Next(Rows)], order);
        var behind = inOrder.Where(row => after is not { } place || (order.Descending ? RowPosition.Of(row, order) < place : RowPosition.Of(row, order) > place)).ToList();
        var (offset, limit) = (random.Next(4) switch { 0 => random.Next(100), 1 => random.Next(behind.Count + 1), _ => 0 }, random.Next(1, 100));
        var selection = new Selection(TimeRange.LastSeenBetween(Midnight + from, Midnight + to), Filter.Is(FlowFields.Rule, rule));

        var page = await store.Reader.FindAsync(new(selection, order, offset, limit, after), Cancellation);
        var what = $"{rule} {order} of {from} to {to} behind {after}, {limit} behind {offset} others, {Seed.Hint}";
        Assert.True(page.Total == inOrder.Count, what);
        Assert.True(page.Rows.Select(row => row.Id).SequenceEqual(behind.Skip(offset).Take(limit).Select(row => row.Id)), what);
        Assert.True(page.HasMore == behind.Count > offset + limit, what);
    }

    private static async Task AssertStreamsAsync(OpenStore store, IReadOnlyList<FlowRow> rows, RowOrder order, string rule)
    {
        var selection = new Selection(TimeRange.Everything, Filter.Is(FlowFields.Rule, rule));
        var streamed = await store.Reader.StreamAsync(new(selection, order), Cancellation).Select(row => row.Id).ToListAsync(Cancellation);
        Assert.True(streamed.SequenceEqual(InOrder(rows, order, rule).Select(row => row.Id)), $"{rule} {order}, {Seed.Hint}");
    }

    private static List<FlowRow> InOrder(IEnumerable<FlowRow> rows, RowOrder order, string rule)
    {
        var ascending = rows.Where(row => string.Equals(row.Flow.Rule, rule, StringComparison.Ordinal)).OrderBy(row => RowPosition.Of(row, order)).ToList();
        if (order.Descending) ascending.Reverse();
        return ascending;
    }
}
