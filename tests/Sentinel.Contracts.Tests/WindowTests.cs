namespace Sentinel.Contracts.Tests;

public sealed class WindowTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);
    private static readonly long Midnight = Window.StartOf(Day);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(59_999, 0)]
    [InlineData(60_000, 60_000)]
    public void A_window_is_the_minute_that_holds_the_time(long sinceMidnight, long start)
    {
        var window = Window.Of(Midnight + sinceMidnight);
        Assert.Equal(Midnight + start, window.Start);
        Assert.Equal(window.Start + 60_000, window.End);
        Assert.Equal((uint)(window.Start / 60_000), window.Minute);
    }

    [Fact]
    public void Its_start_is_of_its_day_though_its_end_may_be_of_the_next()
    {
        var last = Window.Of(Midnight - 1);
        Assert.Equal(Day.AddDays(-1), last.Day);
        Assert.Equal(Midnight, last.End);
        Assert.Equal(Day, Window.Of(Midnight).Day);
    }

    [Fact]
    public void A_day_starts_at_midnight_in_UTC()
    {
        Assert.Equal(1_795_219_200_000, Midnight);
        Assert.Equal(Day, Window.DayOf(Midnight));
        Assert.Equal(Day, Window.DayOf(Midnight + 86_399_999));
        Assert.Equal(new DateOnly(1970, 1, 1), Window.DayOf(0));
        Assert.Equal(new DateOnly(9999, 12, 31), Window.DayOf(FlowFields.LastSeen.Max));
    }
}
