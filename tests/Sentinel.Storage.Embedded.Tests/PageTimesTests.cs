using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Embedded.Search;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

/// <summary>Pages by time of two days that are long enough to be looked at for a short time first, and whose rows come unevenly: most of them within a minute at noon.</summary>
public sealed class PageTimesTests(PageTimesTests.TwoLongDays days) : IClassFixture<PageTimesTests.TwoLongDays>
{
    private const int RowsADay = 3 * PageTimes.LongDay;
    private const int AtNoon = RowsADay / 16 * 15;
    private const int Pages = 20;

    /// <summary>Rows of a day's first and last minute.</summary>
    private const int Beside = 5;

    private const string Rare = "rare";
    private const string Frequent = "frequent";

    private static readonly DateOnly[] Days = [Some.Day.AddDays(-1), Some.Day];
    private static readonly long End = Window.StartOf(Some.Day.AddDays(1));
    private static readonly Selection OfFrequent = SelectionOf(Frequent);

    private readonly Random random = new(Seed.Value);

    public static TheoryData<string, bool> Orders => new()
    {
        { FlowFields.Timestamp.Name, true }, { FlowFields.Timestamp.Name, false }, { FlowFields.LastSeen.Name, true }, { FlowFields.LastSeen.Name, false },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_and_streams_are_those_of_all_rows(string by, bool descending)
    {
        var order = OrderOf(by, descending);
        foreach (var rule in new[] { Rare, Frequent })
        {
            var inOrder = days.InOrder(order, rule);
            for (var page = 0; page < Pages; page++) await AssertFindsAsync(inOrder, order, rule);
            var streamed = await days.Store.Reader.StreamAsync(new(SelectionOf(rule), order), Cancellation).Select(row => row.Id).ToListAsync(Cancellation);
            Assert.True(streamed.SequenceEqual(inOrder.Select(row => row.Id)), $"{rule} {order}, {Seed.Hint}");
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_time_with_as_many_rows_as_the_page_takes_does_not_tell_whether_others_follow(string by, bool descending)
    {
        var order = OrderOf(by, descending);
        var inOrder = days.InOrder(order, Frequent);
        var ofDay = inOrder.FindAll(row => DayOf(row) == DayOf(inOrder[0]));
        var bound = BoundOf((await WithinAsync(new(new(OfFrequent, order), 0, 50, [DayOf(ofDay[0])]) { Matches = ofDay.Count }))[0]);
        var count = ofDay.Count(row => (bound.Min ?? long.MinValue) <= order.By.Get(row.Flow) && order.By.Get(row.Flow) <= (bound.Max ?? long.MaxValue));
        Assert.InRange(count, 50, RowsADay / 2);
        foreach (var limit in new[] { count - 1, count, count + 1 }) await AssertFindsAsync(inOrder, new(OfFrequent, order, 0, limit));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_behind_rows_beside_midnight_and_over_it_are_those_of_all_rows(string by, bool descending)
    {
        var order = OrderOf(by, descending);
        var inOrder = days.InOrder(order, Frequent);
        var midnight = inOrder.FindIndex(row => DayOf(row) != DayOf(inOrder[0]));
        foreach (var index in Enumerable.Range(midnight - 4, 8).Concat([0, inOrder.Count - 1]))
        {
            foreach (var (offset, limit) in new[] { (0, 3), (0, 50), (15, 50) })
                await AssertFindsAsync(inOrder, new(OfFrequent, order, offset, limit, RowPosition.Of(inOrder[index], order)));
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Each_time_is_longer_than_the_one_before_and_the_last_page_has_no_bound(string by, bool descending)
    {
        var order = OrderOf(by, descending);
        var page = new Page(new(OfFrequent, order), 0, 50, [new(Some.Day)]) { Matches = 50 * PageTimes.LongDay };
        var pages = await WithinAsync(page);
        Assert.Equal(page, pages[^1]);
        var bounds = pages.SkipLast(1).Select(BoundOf).ToList();
        Assert.NotEmpty(bounds);
        Assert.Distinct(bounds);
        Assert.Equal(bounds, descending ? bounds.OrderByDescending(bound => bound.Min) : bounds.OrderBy(bound => bound.Max));
        Assert.All(bounds, bound => Assert.True(descending ? bound is { Min: not null, Max: null } : bound is { Min: null, Max: not null }));
    }

    [Fact]
    public async Task A_day_with_few_matches_a_first_page_of_a_stream_and_another_order_are_read_as_they_are()
    {
        var newest = new Page(new(OfFrequent, RowOrder.NewestFirst), 0, 50, [new(Some.Day)]);
        Page[] plain =
        [
            newest with { Matches = PageTimes.LongDay - 1 },
            newest,
            newest with { Matches = RowsADay, Query = new(OfFrequent, new(FlowFields.Bytes, Descending: true)) },
            newest with { Matches = RowsADay, Days = [.. Days.Select(day => new DayTable(day))] },
            newest with { Matches = RowsADay, Query = newest.Query with { After = new(long.MaxValue, 0, 0, Address.Parse("10.0.0.1"), 0), Order = new(FlowFields.Timestamp, Descending: false) } },
        ];
        foreach (var page in plain) Assert.Equal([page], await WithinAsync(page));
    }

    private static RowOrder OrderOf(string by, bool descending) => new(RowOrder.Sortable.Single(field => string.Equals(field.Name, by, StringComparison.Ordinal)), descending);

    private static Selection SelectionOf(string rule) => new(TimeRange.Everything, Filter.Is(FlowFields.Rule, rule));

    private static DayTable DayOf(FlowRow row) => new(row.Flow.Window.Day);

    private static Filter.Between BoundOf(Page page) => Assert.IsType<Filter.Between>(Assert.IsType<Filter.All>(page.Query.Selection.Filter).Filters[^1]);

    private Task<List<Page>> WithinAsync(Page page) => days.Store.Get<Database>().UseAsync(connection => PageTimes.Within(connection, page, End).ToList(), Cancellation);

    /// <summary>A page behind any row or none, behind any number of others, of all rows or those of some hours.</summary>
    private Task AssertFindsAsync(List<FlowRow> inOrder, RowOrder order, string rule)
    {
        var range = random.Next(4) == 0
            ? TimeRange.LastSeenBetween(Some.TimeOn(Days[0], random.Next(14 * 3_600_000)), Some.TimeOn(Days[1], random.Next((int)Window.DayMilliseconds)))
            : TimeRange.Everything;
        var after = random.Next(4) > 0 ? RowPosition.Of(inOrder[random.Next(inOrder.Count)], order) : default(RowPosition?);
        var offset = random.Next(4) switch { 0 => random.Next(100), 1 => random.Next(inOrder.Count), _ => 0 };
        return AssertFindsAsync(inOrder, new(SelectionOf(rule) with { Range = range }, order, offset, random.Next(1, 1_000), after));
    }

    private async Task AssertFindsAsync(List<FlowRow> inOrder, FindQuery query)
    {
        var times = query.Selection.Range.LastSeen;
        var selected = inOrder.FindAll(row => times.From <= row.Flow.LastSeen && row.Flow.LastSeen < times.To);
        var behind = query.After is { } place
            ? selected.FindAll(row => query.Order.Descending ? RowPosition.Of(row, query.Order) < place : RowPosition.Of(row, query.Order) > place)
            : selected;

        var page = await days.Store.Reader.FindAsync(query, Cancellation);
        var what = $"{query}, {Seed.Hint}";
        Assert.True(page.Total == selected.Count, what);
        Assert.True(page.Rows.Select(row => row.Id).SequenceEqual(behind.Skip((int)query.Offset).Take(query.Limit).Select(row => row.Id)), what);
        Assert.True(page.HasMore == behind.Count > query.Offset + query.Limit, what);
    }

    public sealed class TwoLongDays : IAsyncLifetime
    {
        private readonly TemporaryFolder folder = new();
        private readonly Dictionary<(RowOrder Order, string Rule), List<FlowRow>> inOrder = [];
        private readonly IReadOnlyList<FlowRow> rows;

        public TwoLongDays()
        {
            Store = new(folder.Path, new ManualTime(DateTimeOffset.FromUnixTimeMilliseconds(End)));
            var random = new Random(Seed.Value);
            rows = [.. Days.SelectMany(day => RowsOf(day, random)).OrderBy(row => row.Flow.LastSeen)];
        }

        internal OpenStore Store { get; }

        public async ValueTask InitializeAsync()
        {
            foreach (var day in Days) await Store.Days.OpenAsync(day, Cancellation);
            foreach (var part in rows.Chunk(10_000)) await Store.Writer.WriteAsync(part, Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            folder.Dispose();
        }

        /// <summary>The rows of the rule, as LINQ sorts them.</summary>
        public List<FlowRow> InOrder(RowOrder order, string rule)
        {
            if (inOrder.TryGetValue((order, rule), out var known)) return known;
            var sorted = rows.Where(row => string.Equals(row.Flow.Rule, rule, StringComparison.Ordinal)).OrderBy(row => RowPosition.Of(row, order)).ToList();
            if (order.Descending) sorted.Reverse();
            return inOrder[(order, rule)] = sorted;
        }

        private static IReadOnlyList<FlowRow> RowsOf(DateOnly day, Random random) => Some.Rows(RowsADay, (flow, index) =>
        {
            flow.FirstSeen = flow.LastSeen = Some.TimeOn(day, index switch
            {
                < AtNoon => (12 * 3_600_000) + random.Next((int)Window.Milliseconds),
                < AtNoon + Beside => Window.DayMilliseconds - 1 - random.Next((int)Window.Milliseconds),
                < AtNoon + (2 * Beside) => random.Next((int)Window.Milliseconds),
                _ => random.Next((int)Window.DayMilliseconds),
            });
            flow.Rule = index % 997 == 0 ? Rare : Frequent;
        });
    }
}
