using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>
/// Pages by time of two days that are long enough to be looked at for a short time first, and whose rows come unevenly: most of them within a minute at noon,
/// as many as <see cref="AtEdge"/> within each day's first and its last, and few at any time.
/// </summary>
public abstract class LongDaysContract(Store store) : StoreContract(store)
{
    private const int RowsADay = 3 * PageTimes.ManyRows;
    private const int AtEdge = 300;
    private const int AtAnyTime = 500;
    private const string AnyTime = "any time";
    private const string Rare = "rare";
    private const string Frequent = "frequent";

    private static readonly DateOnly[] Days = [Some.Day.AddDays(-1), Some.Day];

    private static readonly TimeRange BothDays = TimeRange.LastSeenBetween(Window.StartOf(Days[0]), Window.StartOf(Some.Day.AddDays(1)) - 1);

    private static IEnumerable<RowOrder> Orders =>
        from time in (NumberField[])[FlowFields.Timestamp, FlowFields.LastSeen]
        from isDescending in (bool[])[true, false]
        select new RowOrder(time, isDescending);

    [Fact]
    public async Task Pages_by_time_are_those_of_all_rows()
    {
        var random = new Random(Seed);
        var judge = await StoredAsync(UnevenRows(random));
        foreach (var order in Orders)
        {
            await AssertPagesAtEdgesAsync(judge, order);
            foreach (var rule in (string?[])[AnyTime, Rare, Frequent, null])
            {
                for (var page = 0; page < 8; page++) await AssertFindsAsync(judge, RandomPage(judge, order, rule, random));
                if (rule is Rare) await AssertStreamsAsync(judge, new(Of(rule), order));
            }
        }

        await AssertStreamsAsync(judge, new(Own(), RowOrder.NewestFirst));
    }

    /// <summary>The first time has just the rows of an edge: as many as the page takes do not tell whether others follow. And behind a place on either side of midnight.</summary>
    private async Task AssertPagesAtEdgesAsync(Judge judge, RowOrder order)
    {
        var frequent = Of(Frequent) with { Range = BothDays };
        var inOrder = Judge.InOrder(judge.Select(frequent), order).ToList();
        var first = PageTimes.Bounds(new(frequent, order), BothDays.LastSeen, inOrder.Count, BothDays.LastSeen.Length, AtEdge).First();
        Assert.Equal(AtEdge, inOrder.Count(row => order.Descending ? row.Flow.LastSeen >= first : row.Flow.LastSeen < first));
        foreach (var limit in new[] { AtEdge - 1, AtEdge, AtEdge + 1 }) await AssertFindsAsync(judge, new(frequent, order, 0, limit));
        foreach (var skipped in new[] { AtEdge - 2, AtEdge - 1, AtEdge }) await AssertFindsAsync(judge, new(frequent, order, skipped, 1));
        var midnight = inOrder.FindIndex(row => row.Flow.Window.Day != inOrder[0].Flow.Window.Day);
        foreach (var place in new[] { 0, midnight - AtEdge, midnight - 4, midnight - 1, midnight, midnight + 1, inOrder.Count - 1 })
        {
            foreach (var (offset, limit) in new[] { (0, 3), (0, AtEdge), (15, 50) })
                await AssertFindsAsync(judge, new(frequent, order, offset, limit, RowPosition.Of(inOrder[place], order)));
        }
    }

    /// <summary>Behind any row or none, behind any number of others, of all hours or some.</summary>
    private FindQuery RandomPage(Judge judge, RowOrder order, string? rule, Random random)
    {
        var range = random.Next(4) == 0
            ? TimeRange.LastSeenBetween(Some.TimeOn(Days[0], random.Next(14 * 3_600_000)), Some.TimeOn(Days[1], random.Next((int)Window.DayMilliseconds)))
            : random.Next(2) == 0 ? BothDays : TimeRange.Everything;
        var after = random.Next(4) > 0 ? RowPosition.Of(judge.Rows[random.Next(judge.Rows.Count)], order) : default(RowPosition?);
        var offset = random.Next(4) switch { 0 => random.Next(100), 1 => random.Next(judge.Rows.Count), _ => 0 };
        return new(Of(rule) with { Range = range }, order, offset, random.Next(1, 1_000), after);
    }

    private Selection Of(string? rule) => rule is null ? Own() : Own(Filter.Is(FlowFields.Rule, rule));

    private List<FlowRow> UnevenRows(Random random) =>
    [
        .. Days.SelectMany(day => Enumerable.Range(0, RowsADay).Select(index =>
        {
            var (rule, time) = index switch
            {
                < AtAnyTime => (AnyTime, random.Next((int)Window.DayMilliseconds)),
                < AtAnyTime + AtEdge => (Frequent, random.Next((int)Window.Milliseconds)),
                < AtAnyTime + (2 * AtEdge) => (Frequent, Window.DayMilliseconds - 1 - random.Next((int)Window.Milliseconds)),
                _ => (index % 997 == 0 ? Rare : Frequent, (12 * 3_600_000) + random.Next((int)Window.Milliseconds)),
            };
            return RowAt(Some.TimeOn(day, time), flow => flow.Rule = rule);
        })).OrderBy(row => row.Flow.LastSeen),
    ];
}
