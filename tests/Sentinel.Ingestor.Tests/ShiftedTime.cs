using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests;

/// <summary>Runs like the real clock, but begins at noon of <see cref="Some.Day"/>, so that test data is of today.</summary>
/// <param name="haste">How many times sooner than they should timers come due and spans of time seem to have passed.</param>
/// <param name="later">By so much it begins after noon.</param>
internal sealed class ShiftedTime(int haste = 1, TimeSpan later = default) : TimeProvider
{
    private readonly TimeSpan shift = DateTimeOffset.FromUnixTimeMilliseconds(Some.Time) + later - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;

    public override long GetTimestamp() => System.GetTimestamp() * haste;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

    private TimeSpan Sooner(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / haste;
}
