using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Embedded.Search;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class TimedPagesTests : IAsyncLifetime
{
    private static readonly DayTable[] Days = [new(Some.Day.AddDays(-1)), new(Some.Day)];
    private static readonly Page Newest = new(new(Selection.Everything, RowOrder.NewestFirst), 0, 50, [Days[1]]);

    private readonly TemporaryFolder folder = new();
    private readonly OpenStore store;

    public TimedPagesTests() => store = new(folder.Path, new ManualTime(DateTimeOffset.FromUnixTimeMilliseconds(Days[1].Slice.To)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var day in Days) await store.Days.OpenAsync(day.Day, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_long_day_is_looked_at_for_an_hour_then_eight_and_then_whole()
    {
        var page = Newest with { Matches = 24 * PageTimes.ManyRows };
        var pages = await OfAsync(page);
        Assert.Equal(page, pages[^1]);
        Assert.Equal([1, 8], pages.SkipLast(1).Select(HoursOf));
    }

    [Fact]
    public async Task A_later_page_of_a_stream_is_looked_for_by_how_many_rows_the_day_has()
    {
        const int Rows = 6 * PageTimes.ManyRows;
        var page = Newest with { Query = Newest.Query with { After = new(Days[1].Slice.To, 0, 0, Address.Parse("10.0.0.1"), 0) } };
        Assert.Equal([page], await OfAsync(page));
        foreach (var rows in Some.Rows(Rows, (flow, _) => flow.FirstSeen = flow.LastSeen = Days[1].Slice.From).Chunk(10_000)) await store.Writer.WriteAsync(rows, Cancellation);
        var pages = await OfAsync(page);
        Assert.Equal([4], pages.SkipLast(1).Select(HoursOf));
        Assert.Equal(page, pages[^1]);
    }

    [Fact]
    public async Task A_day_with_few_matches_a_first_page_of_a_stream_two_days_and_another_order_are_read_as_they_are()
    {
        const int Many = 3 * PageTimes.ManyRows;
        Page[] plain =
        [
            Newest with { Matches = PageTimes.ManyRows - 1 },
            Newest,
            Newest with { Matches = Many, Query = new(Selection.Everything, new(FlowFields.Bytes, Descending: true)) },
            Newest with { Matches = Many, Days = Days },
            Newest with { Matches = Many, Query = Newest.Query with { After = new(long.MaxValue, 0, 0, Address.Parse("10.0.0.1"), 0), Order = new(FlowFields.Timestamp, Descending: false) } },
        ];
        foreach (var page in plain) Assert.Equal([page], await OfAsync(page));
    }

    /// <summary>From the bound of the page to the end of its day.</summary>
    private static long HoursOf(Page page)
    {
        var bound = Assert.IsType<Filter.Between>(Assert.IsType<Filter.All>(page.Query.Selection.Filter).Filters[^1]);
        Assert.Null(bound.Max);
        return (Days[1].Slice.To + Window.Milliseconds - bound.Min!.Value) / 3_600_000;
    }

    private Task<List<Page>> OfAsync(Page page) => store.Get<Database>().UseAsync(connection => TimedPages.Of(connection, page, Days[1].Slice.To).ToList(), Cancellation);
}
