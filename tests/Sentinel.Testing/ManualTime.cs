namespace Sentinel.Testing;

/// <summary>A clock that moves only when a test moves it; timers and delays that come due fire then, in their order.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock sync = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;

    /// <summary>Starts at noon of <see cref="Some.Day"/>.</summary>
    public ManualTime()
        : this(DateTimeOffset.FromUnixTimeMilliseconds(Some.Time))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait; lets a test see that the code under test has begun to wait.</summary>
    public int Waiting
    {
        get
        {
            lock (sync) return timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (sync) return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } timer) timer.Fire();
        lock (sync) now = until;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The next timer due, with the clock set to its time.</summary>
    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (sync)
        {
            var timer = timers.MinBy(timer => timer.Due);
            if (timer is null || timer.Due > until) return null;
            now = timer.Due > now ? timer.Due : now;
            timers.Remove(timer);
            if (timer.Period > TimeSpan.Zero) Schedule(timer, timer.Period);
            return timer;
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan dueTime)
    {
        timers.Remove(timer);
        if (dueTime == Timeout.InfiniteTimeSpan) return;
        timer.Due = now + dueTime;
        timers.Add(timer);
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.sync)
            {
                Period = period;
                time.Schedule(this, dueTime);
            }

            if (dueTime == TimeSpan.Zero) time.Advance(TimeSpan.Zero);
            return true;
        }

        public void Dispose()
        {
            lock (time.sync) time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
