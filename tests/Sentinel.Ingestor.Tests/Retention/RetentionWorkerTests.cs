using Sentinel.Ingestor.Retention;
using Sentinel.Ingestor.Tests.Writing;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Retention;

/// <summary>When days are given up and leftovers removed, by a clock that stands still unless a test moves it.</summary>
public sealed class RetentionWorkerTests : IAsyncLifetime
{
    private const string Failures = "sentinel.ingest.upkeep_failures";

    private static readonly DateOnly First = Some.Day.AddDays(-7);

    private readonly ManualTime time = new();
    private RunningWriter running = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ScriptedRetention Retention => running.Retention;

    public async ValueTask InitializeAsync()
    {
        running = await RunningWriter.StartAsync(new ScriptedStore(), time);
        await IsHeldFromAsync(First);
        await Eventually.True(() => time.Waiting == 3, "the watch and both workers wait", Cancellation);
    }

    public ValueTask DisposeAsync() => running.DisposeAsync();

    [Fact]
    public async Task A_day_is_given_up_when_its_end_is_old_enough_and_the_log_says_so_before()
    {
        time.Advance(TimeSpan.FromHours(12) + RetentionWorker.Interval);
        await IsHeldFromAsync(First.AddDays(1));
        time.Advance(TimeSpan.FromDays(1));
        await IsHeldFromAsync(First.AddDays(2));

        var entries = await Retention.ListAsync(10, Cancellation);
        Assert.Equal(
            ["retention.hold:2026-11-13", "retention.hold:2026-11-14", "retention.hold:2026-11-15"], entries.Select(entry => entry.Id), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Another_number_of_days_acts_within_ten_seconds()
    {
        await Retention.SetDaysAsync(1, Cancellation);
        time.Advance(StateWatch.Interval);
        await Eventually.Passes(
            async () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                await IsAsync(Some.Day.AddDays(-1));
            },
            Cancellation);
        Assert.InRange(time.GetUtcNow(), DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), DateTimeOffset.FromUnixTimeMilliseconds(Some.Time + 10_000));
    }

    [Fact]
    public async Task What_is_left_behind_is_removed_every_ten_minutes()
    {
        Assert.Equal(1, Retention.Holds);
        time.Advance(RetentionWorker.CleanUpInterval - TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(20));
        await Eventually.True(() => Retention.Holds == 2, "it is cleaned up", Cancellation);
        await IsAsync(First);
    }

    [Fact]
    public async Task What_fails_is_tried_again_and_counted()
    {
        using var counters = new Counters(running.Meters);
        Retention.IsAway = true;
        time.Advance(TimeSpan.FromDays(1));
        await Eventually.True(() => Retention.Holds > 1 && counters[Failures] > 0, "it was tried", Cancellation);
        Retention.IsAway = false;
        await Eventually.Passes(
            async () =>
            {
                time.Advance(RetentionWorker.Interval);
                await IsAsync(First.AddDays(1));
            },
            Cancellation);
    }

    [Fact]
    public async Task What_failed_half_way_is_finished_within_seconds()
    {
        Retention.StopsHalfWay = true;
        await Retention.SetDaysAsync(6, Cancellation);
        await ComesAsync(() => running.Held.State is var state && state.HeldFrom == First.AddDays(1) && state.Sealed == First, "a day is held no more, and everybody knows it");

        Retention.StopsHalfWay = false;
        await ComesAsync(() => running.Held.State.Sealed == First.AddDays(1), "it is sealed");
        Assert.InRange(time.GetUtcNow(), DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), DateTimeOffset.FromUnixTimeMilliseconds(Some.Time) + RetentionWorker.CleanUpInterval / 2);
    }

    /// <summary>Moves the clock until it is so.</summary>
    private Task ComesAsync(Func<bool> condition, string what) => Eventually.True(
        () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return condition();
        },
        what,
        Cancellation);

    private async Task IsAsync(DateOnly first) => Assert.Equal(first, (await Retention.ReadAsync(Cancellation)).HeldFrom);

    private Task IsHeldFromAsync(DateOnly first) => Eventually.Passes(() => IsAsync(first), Cancellation);
}
