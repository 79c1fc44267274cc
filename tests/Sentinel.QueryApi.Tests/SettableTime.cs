namespace Sentinel.QueryApi.Tests;

/// <summary>A clock that stands where a test sets it; timers run in real time.</summary>
internal sealed class SettableTime(long now) : TimeProvider
{
    private long now = now;

    /// <summary>Epoch ms.</summary>
    public long Now
    {
        get => Interlocked.Read(ref now);
        set => Interlocked.Exchange(ref now, value);
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
}
