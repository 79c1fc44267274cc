using System.Globalization;
using Microsoft.Extensions.Options;
using Sentinel.Contracts;

namespace Sentinel.Ingestor.Bounding;

/// <summary>
/// Which windows may be stored: those of held days, until ten minutes ahead of the clock. A row is judged by its window, never by its
/// records, so that a group of records is not split where the clock moves between two attempts.
/// </summary>
internal sealed class TimeBounds(TimeProvider time, IOptions<RetentionOptions> retention)
{
    private readonly long heldMilliseconds = retention.Value.Days * Window.DayMilliseconds;

    public Refusal? Judge(Window window)
    {
        if (!Holds(window.Day)) return NotHeld(window);
        if (window.Start > Now + Window.MaxAheadMilliseconds)
            return new Refusal(RefusalCause.Ahead, $"time more than 10 min ahead: {Text(window)}");
        return null;
    }

    /// <summary>Whether the day is held now; one that has ended longer ago than the retention is not.</summary>
    public bool Holds(DateOnly day) => Window.StartOf(day) + Window.DayMilliseconds + heldMilliseconds >= Now;

    public static Refusal NotHeld(Window window) => new(RefusalCause.NotHeld, $"time not held: {Text(window)}");

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Text(Window window) =>
        DateTimeOffset.FromUnixTimeMilliseconds(window.Start).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
