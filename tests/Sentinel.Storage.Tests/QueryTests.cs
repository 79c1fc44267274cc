using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

public sealed class QueryTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(0, FindQuery.MaxLimit + 1)]
    [InlineData(-1, 1)]
    public void A_page_out_of_its_bounds_cannot_be_asked_for(long offset, int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FindQuery(Selection.Everything, RowOrder.NewestFirst, offset, limit));

    [Theory]
    [InlineData(0)]
    [InlineData(TopQuery.MaxLimit + 1)]
    public void A_top_list_out_of_its_bounds_cannot_be_asked_for(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopQuery(Selection.Everything, FlowFields.SrcIp, Measure.Bytes, limit));

    [Theory]
    [InlineData("@timestamp", 0, -1)]
    [InlineData("@timestamp", 1, 0)]
    [InlineData("@timestamp", 1_440, 0)]
    [InlineData("@timestamp", 1_441, 1)]
    [InlineData("last_seen", -1, -1)]
    [InlineData("last_seen", 0, 0)]
    [InlineData("last_seen", 1_439, 0)]
    [InlineData("last_seen", 1_440, 1)]
    public void A_day_lies_on_one_side_of_a_place_or_holds_it(string by, int minute, int placeIsLater)
    {
        var field = RowOrder.Sortable.Single(field => string.Equals(field.Name, by, StringComparison.Ordinal));
        var day = new TimeSlice(Window.StartOf(Some.Day), Window.StartOf(Some.Day.AddDays(1)));
        var place = new RowPosition(day.From + (minute * Window.Milliseconds), 0, 0, default, 0);
        Assert.Equal(-placeIsLater, new RowOrder(field, Descending: false).SideOf(day, place));
        Assert.Equal(placeIsLater, new RowOrder(field, Descending: true).SideOf(day, place));
    }

    [Fact]
    public void A_list_is_ranked_by_two_different_measures()
    {
        var query = new TopQuery(Selection.Everything, FlowFields.SrcIp, Measure.Flows, 10);
        Assert.Equal([Measure.Flows, Measure.Bytes], (query with { Then = Measure.Bytes }).Measures);
        Assert.Throws<ArgumentException>(() => query with { Then = Measure.Flows });
    }

    [Fact]
    public void A_few_groups_are_broken_down_by_distinct_dimensions()
    {
        var query = new TopQuery(Selection.Everything, FlowFields.SrcIp, Measure.Flows, TopQuery.MaxBrokenDown);
        Breakdown[] many = [.. FlowFields.All.Where(field => field.Groupable).Take(TopQuery.MaxBreakdowns + 1).Select(field => new Breakdown(field, Breakdown.MaxLimit))];
        Assert.Equal(TopQuery.MaxBreakdowns, (query with { Breakdowns = many[1..] }).Breakdowns.Count);
        foreach (var breakdowns in new Breakdown[][] { many, [many[0], new(many[0].Field, 1)] })
            Assert.ThrowsAny<ArgumentException>(() => query with { Breakdowns = breakdowns });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new TopQuery(Selection.Everything, FlowFields.SrcIp, Measure.Flows, TopQuery.MaxBrokenDown + 1) { Breakdowns = many[1..] });
        foreach (var limit in new[] { 0, Breakdown.MaxLimit + 1 }) Assert.Throws<ArgumentOutOfRangeException>(() => new Breakdown(FlowFields.App, limit));
        Assert.Throws<ArgumentException>(() => new Breakdown(FlowFields.AssetTags, 1));
    }

    [Theory]
    [InlineData(-1, 60_000, 60_000)]
    [InlineData(60_000, 60_000, 60_000)]
    [InlineData(60_000, 0, 60_000)]
    [InlineData(0, Window.MaxTime + 2, Window.DayMilliseconds * 1_000)]
    [InlineData(0, 60_000, 0)]
    [InlineData(0, 60_000, -1)]
    [InlineData(0, (60_000L * SeriesQuery.MaxPoints) + 1, 60_000)]
    [InlineData(59_999, (60_000L * SeriesQuery.MaxPoints) + 1, 60_000)]
    [InlineData(0, Window.MaxTime, 1)]
    public void A_series_out_of_its_bounds_cannot_be_asked_for(long from, long to, long step) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeriesQuery(Filter.Everything, from, to, step));

    [Theory]
    [InlineData(0, 60_000, 0, 1)]
    [InlineData(59_999, 60_000, 0, 1)]
    [InlineData(59_999, 60_001, 0, 2)]
    [InlineData(60_000, 180_000, 60_000, 2)]
    [InlineData(90_000, 180_001, 60_000, 3)]
    [InlineData(0, 60_000L * SeriesQuery.MaxPoints, 0, SeriesQuery.MaxPoints)]
    public void The_buckets_of_a_series_are_all_that_its_range_touches(long from, long to, long start, int count)
    {
        var query = new SeriesQuery(Filter.Everything, from, to, 60_000);
        Assert.Equal((start, count), (query.Start, query.Count));
    }

    [Fact]
    public void Named_keys_count_among_the_points_of_a_series()
    {
        var keys = new SeriesSplit(FlowFields.DstPort, [.. Enumerable.Range(0, 9).Select(port => (FieldValue)port)]);
        Assert.Equal(SeriesQuery.MaxPoints / 10, new SeriesQuery(Filter.Everything, 0, SeriesQuery.MaxPoints / 10, 1, keys).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeriesQuery(Filter.Everything, 0, (SeriesQuery.MaxPoints / 10) + 1, 1, keys));
    }

    [Fact]
    public void A_series_is_split_by_distinct_keys_of_a_dimension()
    {
        FieldValue[] tooMany = [.. Enumerable.Range(0, SeriesSplit.MaxKeys + 1).Select(port => (FieldValue)port)];
        Assert.Equal(SeriesSplit.MaxKeys, new SeriesSplit(FlowFields.DstPort, tooMany[1..]).Keys.Count);
        foreach (var keys in new FieldValue[][] { [], [80, 443, 80], ["http"], tooMany })
            Assert.ThrowsAny<ArgumentException>(() => new SeriesSplit(FlowFields.DstPort, keys));
        Assert.Throws<ArgumentException>(() => new SeriesSplit(FlowFields.Bytes, [1]));
    }

    [Fact]
    public void Only_the_values_of_a_dimension_are_counted()
    {
        Assert.Equal(FlowFields.Pair, new DistinctQuery(Selection.Everything, FlowFields.Pair).Dimension);
        Assert.Throws<ArgumentException>(() => new DistinctQuery(Selection.Everything, FlowFields.AssetTags));
    }

    [Fact]
    public void Rows_are_sorted_by_what_every_row_has()
    {
        Assert.All(RowOrder.Sortable, by => Assert.Equal(by, new RowOrder(by, Descending: true).By));
        Assert.Throws<ArgumentException>(() => new RowOrder(FlowFields.SrcPort, Descending: true));
        Assert.Throws<ArgumentException>(() => RowOrder.NewestFirst with { GroupedBy = FlowFields.Pair });
        Assert.Throws<ArgumentException>(() => new FindQuery(Selection.Everything, RowOrder.NewestFirst with { GroupedBy = FlowFields.App }, 0, 1));
    }
}
