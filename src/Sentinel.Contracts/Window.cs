namespace Sentinel.Contracts;

/// <summary>The 60 s window of a row: the minute that holds its <c>last_seen</c>. Its start's UTC date names the index.</summary>
public readonly record struct Window(long Start)
{
    public const long Milliseconds = 60_000;

    public const long DayMilliseconds = 86_400_000;

    /// <summary>How far ahead of the clock a window may begin and still be stored.</summary>
    public const long MaxAheadMilliseconds = 10 * 60_000;

    /// <summary>Epoch ms, the last of the year 9999: past it there is no time, so no window.</summary>
    public const long MaxTime = 253_402_300_799_999;

    /// <summary>Epoch ms; the row's <c>@timestamp</c>.</summary>
    public long End => Start + Milliseconds;

    public uint Minute => (uint)(Start / Milliseconds);

    public DateOnly Day => DayOf(Start);

    /// <param name="time">Epoch ms, not negative.</param>
    public static Window Of(long time) => new(time - (time % Milliseconds));

    /// <summary>The UTC day that holds the time.</summary>
    /// <param name="time">Epoch ms, within the years 1 to 9999.</param>
    public static DateOnly DayOf(long time) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime);

    /// <summary>The first ms of the UTC day.</summary>
    public static long StartOf(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
