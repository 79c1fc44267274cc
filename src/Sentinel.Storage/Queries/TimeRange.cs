using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>Bounds on one of a row's times, both included, epoch ms; null is no bound. They also say which days may hold matching rows.</summary>
public readonly record struct TimeRange
{
    private TimeRange(NumberField on, long? min, long? max) => (On, Min, Max) = (on, min, max);

    /// <summary>All that is held.</summary>
    public static TimeRange Everything { get; } = new(FlowFields.Timestamp, null, null);

    /// <summary><c>@timestamp</c> or <c>last_seen</c>.</summary>
    public NumberField On { get; }

    public long? Min { get; }

    public long? Max { get; }

    /// <summary>Windows that overlap the range: their end is after <paramref name="from"/> and their start before <paramref name="to"/>.</summary>
    public static TimeRange WindowsOverlapping(long? from, long? to) => new(FlowFields.Timestamp, from + 1, to + Window.Milliseconds - 1);

    /// <summary>Flows last seen at or after <paramref name="min"/> and at or before <paramref name="max"/>.</summary>
    public static TimeRange LastSeenBetween(long? min, long? max) => new(FlowFields.LastSeen, min, max);

    /// <summary>The rows of this window alone.</summary>
    public static TimeRange Of(Window window) => new(FlowFields.Timestamp, window.End, window.End);

    /// <summary>The same rows by their <c>last_seen</c>.</summary>
    public TimeSlice LastSeen
    {
        get
        {
            const long End = Window.MaxTime + 1;
            if (On == FlowFields.LastSeen) return new(Math.Clamp(Min ?? 0, 0, End), Math.Min(Max ?? End, End - 1) + 1);
            var ends = new TimeSlice(Math.Clamp(Min ?? 0, Window.Milliseconds, End), Math.Min(Max ?? End, End)).Whole(Window.Milliseconds);
            return ends with { From = ends.From - Window.Milliseconds };
        }
    }

    /// <summary>Whether rows whose window starts on the day may be inside.</summary>
    public bool MayHold(DateOnly day)
    {
        // A window's end, and a flow's last_seen, lie up to 60 s behind the window's start.
        var first = Window.StartOf(day);
        var last = first + (24 * 60 * Window.Milliseconds);
        return !(Min > last) && !(Max < first);
    }
}
