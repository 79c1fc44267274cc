namespace Sentinel.Storage.Embedded.Opening;

/// <summary>How long a broken database stays closed: at first not at all, then 0.5 s, doubling to 30 s until it lasts a minute.</summary>
internal sealed class ReopenDelay(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);

    private long since;
    private int failures;

    public bool IsOver => time.GetElapsedTime(since) >= Current;

    private TimeSpan Current => failures < 2 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(failures - 2, 16), Longest.Ticks));

    public void Opened() => since = time.GetTimestamp();

    /// <summary>The database failed, or does not open.</summary>
    public void Grow()
    {
        if (time.GetElapsedTime(since) > Lasting + Current) failures = 0;
        failures++;
        since = time.GetTimestamp();
    }
}
