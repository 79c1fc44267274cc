using Microsoft.Extensions.Options;
using Sentinel.Contracts;
using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Tests.Writing;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Bounding;

public sealed class TimeBoundsTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly ScriptedRetention retention = new();
    private readonly HeldDays held;
    private readonly TimeBounds bounds;

    public TimeBoundsTests()
    {
        held = new(retention, time, Options.Create(new RetentionOptions()));
        bounds = new(held, time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await held.RefreshAsync(Cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("2026-11-20T12:00:00Z", null)] // now
    [InlineData("2026-11-20T12:10:59.999Z", null)] // the window of 12:10 begins ten minutes ahead
    [InlineData("2026-11-20T12:11:00Z", "time more than 10 min ahead: 2026-11-20T12:11Z")]
    [InlineData("2099-01-01T00:00:00Z", "time more than 10 min ahead: 2099-01-01T00:00Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "time more than 10 min ahead: 9999-12-31T23:59Z")]
    [InlineData("2026-11-13T00:00:00Z", null)] // ended 6.5 days ago
    [InlineData("2026-11-12T23:59:59.999Z", "time not held: 2026-11-12T23:59Z")] // ended 7.5 days ago
    [InlineData("1970-01-01T00:00:00Z", "time not held: 1970-01-01T00:00Z")]
    public void A_window_is_stored_from_the_first_held_day_until_ten_minutes_ahead(string instant, string? reason) =>
        Assert.Equal(reason, bounds.Judge(WindowAt(instant))?.Reason);

    [Fact]
    public void A_day_is_held_until_its_end_is_older_than_the_days_kept()
    {
        time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(new(2026, 11, 13), held.First); // ended seven days ago, to the millisecond
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new(2026, 11, 14), held.First);
    }

    [Fact]
    public async Task A_day_that_others_gave_up_is_not_held_whatever_the_clock_says()
    {
        await retention.HoldFromAsync(new(2026, 11, 19), Cancellation);
        await held.RefreshAsync(Cancellation);
        Assert.NotNull(bounds.Judge(WindowAt("2026-11-18T23:59:00Z")));
        Assert.Null(bounds.Judge(WindowAt("2026-11-19T00:00:00Z")));
    }

    [Fact]
    public async Task Days_that_were_set_win_over_the_settings_and_bring_nothing_back()
    {
        await retention.SetDaysAsync(1, Cancellation);
        await held.RefreshAsync(Cancellation);
        Assert.Equal((new(2026, 11, 19), new(2026, 11, 19)), (held.First, held.FirstByClock));

        await retention.HoldFromAsync(held.First, Cancellation);
        await retention.SetDaysAsync(30, Cancellation);
        await held.RefreshAsync(Cancellation);
        Assert.Equal((new(2026, 11, 19), new DateOnly(2026, 10, 21)), (held.First, held.FirstByClock));
    }

    [Fact]
    public void Nothing_is_judged_before_the_state_is_known()
    {
        var unknown = new TimeBounds(new(retention, time, Options.Create(new RetentionOptions())), time);
        Assert.Throws<InvalidOperationException>(() => unknown.Judge(WindowAt("2026-11-20T12:00:00Z")));
    }

    private static Window WindowAt(string instant) => Window.Of(DateTimeOffset.Parse(instant, null).ToUnixTimeMilliseconds());
}
