using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

public sealed class PageTimesTests
{
    private const int PageRows = 51;

    private static readonly TimeSlice Day = new(Window.StartOf(Some.Day), Window.StartOf(Some.Day.AddDays(1)));

    [Theory]
    [InlineData("@timestamp", true)]
    [InlineData("@timestamp", false)]
    [InlineData("last_seen", true)]
    [InlineData("last_seen", false)]
    public void Each_time_is_eight_times_as_long_as_the_one_before_and_the_last_has_no_bound(string by, bool descending)
    {
        var query = new StreamQuery(Selection.Everything, new(RowOrder.Sortable.Single(field => string.Equals(field.Name, by, StringComparison.Ordinal)), descending));
        var minutes = Bounds(query, 240 * PageTimes.ManyRows).ConvertAll(bound => (descending ? Day.To - bound : bound - Day.From) / Window.Milliseconds);
        Assert.Equal([6, 48, 384, null], minutes);
    }

    [Fact]
    public void The_first_time_is_as_long_as_two_long_pages_are_likely_to_take()
    {
        var newest = new StreamQuery(Selection.Everything, RowOrder.NewestFirst);
        var bounds = PageTimes.Bounds(newest, Day, 240 * PageTimes.ManyRows, Day.Length, 5 * PageTimes.ManyRows).ToList();
        Assert.Equal([Day.To - (60 * Window.Milliseconds), Day.To - (480 * Window.Milliseconds), null], bounds);
    }

    [Fact]
    public void Behind_a_place_the_times_begin_with_it()
    {
        var place = Day.From + (12 * 60 * Window.Milliseconds);
        var after = new RowPosition(place, 0, 0, default, 0);
        Assert.Equal([place - (60 * Window.Milliseconds), null], Bounds(new(Selection.Everything, RowOrder.NewestFirst, after), 24 * PageTimes.ManyRows));
        Assert.Equal([place + (59 * Window.Milliseconds), null], Bounds(new(Selection.Everything, new(FlowFields.Timestamp, Descending: false), after), 24 * PageTimes.ManyRows));
        Assert.Equal([null], Bounds(new(Selection.Everything, RowOrder.NewestFirst, after with { Value = Day.From }), 24 * PageTimes.ManyRows));
    }

    [Fact]
    public void Few_rows_and_those_in_another_order_are_read_at_once()
    {
        Assert.Equal([null], Bounds(new(Selection.Everything, RowOrder.NewestFirst), PageTimes.ManyRows - 1));
        Assert.Equal([null], Bounds(new(Selection.Everything, new(FlowFields.Bytes, Descending: true)), 24 * PageTimes.ManyRows));
    }

    [Fact]
    public void A_bound_takes_the_windows_up_to_it_and_all_that_come_before()
    {
        var newest = new StreamQuery(Selection.Everything, RowOrder.NewestFirst);
        Assert.Equal(new Filter.Between(FlowFields.Timestamp, Day.From + Window.Milliseconds, null), BoundOf(newest.UpTo(Day.From)));
        Assert.Equal(new Filter.Between(FlowFields.Timestamp, null, Day.To), BoundOf((newest with { Order = new(FlowFields.LastSeen, Descending: false) }).UpTo(Day.To)));

        static Filter BoundOf(StreamQuery query) => Assert.IsType<Filter.All>(query.Selection.Filter).Filters[^1];
    }

    private static List<long?> Bounds(StreamQuery query, long rows) => [.. PageTimes.Bounds(query, Day, rows, Day.Length, PageRows)];
}
