using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

public sealed class TierPlanTests
{
    private const long Day = Window.DayMilliseconds;
    private const long QuarterHour = Rollup.QuarterHour;

    private static readonly long FirstUnsealed = Window.StartOf(Some.Day);

    [Fact]
    public void Whole_days_that_are_gone_are_read_by_day_their_edges_by_quarter_hour_and_the_rest_is_not_sealed()
    {
        var plan = new TierPlan(new(FirstUnsealed - (3 * Day) + 1, FirstUnsealed + 5), Day, Some.Day);
        Assert.Equal(new(FirstUnsealed - (2 * Day), FirstUnsealed), plan.Days);
        Assert.Equal([new(FirstUnsealed - (3 * Day) + QuarterHour, FirstUnsealed - (2 * Day))], plan.QuarterHours);
        Assert.Equal(new(FirstUnsealed, FirstUnsealed + 5), plan.Unsealed);
    }

    [Fact]
    public void A_range_that_ends_before_what_is_not_sealed_is_cut_at_both_edges()
    {
        var plan = new TierPlan(new(FirstUnsealed - (3 * Day) + 1, FirstUnsealed - 1), Day, Some.Day);
        Assert.Equal(new(FirstUnsealed - (2 * Day), FirstUnsealed - Day), plan.Days);
        Assert.Equal([new(FirstUnsealed - (3 * Day) + QuarterHour, FirstUnsealed - (2 * Day)), new(FirstUnsealed - Day, FirstUnsealed - QuarterHour)], plan.QuarterHours);
        Assert.True(plan.Unsealed.IsEmpty);
    }

    [Fact]
    public void A_finer_step_is_not_read_by_day()
    {
        var plan = new TierPlan(new(FirstUnsealed - (2 * Day), FirstUnsealed), Day / 2, Some.Day);
        Assert.True(plan.Days.IsEmpty);
        Assert.Equal([new(FirstUnsealed - (2 * Day), FirstUnsealed)], plan.QuarterHours);
        Assert.Equal([true, true, true, false, false], new[] { QuarterHour, 105 * Window.Milliseconds, 7 * Day, 5 * Window.Milliseconds, 20 * Window.Milliseconds }.Select(TierPlan.Serves));
    }

    [Fact]
    public void Where_nothing_is_gone_nothing_is_sealed()
    {
        var plan = new TierPlan(new(0, 7 * Day), Day, DateOnly.MinValue);
        Assert.Equal((default, 0, new TimeSlice(0, 7 * Day)), (plan.Days, plan.QuarterHours.Count, plan.Unsealed));
    }

    [Theory]
    [InlineData(0, 4, "", "0-4", "")]
    [InlineData(0, 4, "1", "0-1 2-4", "1-2")]
    [InlineData(0, 4, "1 2 9", "0-1 3-4", "1-3")]
    [InlineData(0.5, 2.5, "", "1-2", "0.5-1 2-2.5")]
    [InlineData(0.5, 2.5, "1", "", "0.5-2.5")]
    [InlineData(0.2, 0.4, "", "", "0.2-0.4")]
    public void Of_a_day_not_sealed_rows_stand_for_what_is_cut_or_has_changed(double from, double to, string changed, string rolledUp, string rows)
    {
        var starts = changed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(start => Time(start)).ToHashSet();
        var cut = TierPlan.Cut(new((long)(from * QuarterHour), (long)(to * QuarterHour)), starts);
        Assert.Equal(Slices(rolledUp), cut.RolledUp);
        Assert.Equal(Slices(rows), cut.Rows);

        static TimeSlice[] Slices(string text) =>
            [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(slice => slice.Split('-')).Select(ends => new TimeSlice(Time(ends[0]), Time(ends[1])))];

        static long Time(string quarterHours) => (long)(double.Parse(quarterHours, System.Globalization.CultureInfo.InvariantCulture) * QuarterHour);
    }

    [Fact]
    public void A_range_of_windows_is_one_of_times()
    {
        (long Min, long Max, TimeSlice Expected)[] ranges =
        [
            (60_000, 60_000, new(0, 60_000)), (0, 60_000, new(0, 60_000)), (60_001, 120_000, new(60_000, 120_000)), (60_001, 119_999, new(60_000, 60_000)),
            (-5, 180_001, new(0, 180_000)), (long.MinValue + 1, -1, new(0, 0)),
        ];
        foreach (var (min, max, expected) in ranges)
            Assert.Equal(expected, TimeRange.WindowsOverlapping(min - 1, max - Window.Milliseconds + 1).LastSeen);
        Assert.Equal(new(0, Window.MaxTime + 1), TimeRange.Everything.LastSeen);
        Assert.Equal(new(5, 8), TimeRange.LastSeenBetween(5, 7).LastSeen);
        Assert.True(TimeRange.LastSeenBetween(long.MaxValue, long.MaxValue).LastSeen.IsEmpty);
        Assert.True(TimeRange.LastSeenBetween(0, long.MinValue).LastSeen.IsEmpty);
    }
}
