using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Bounding;

/// <summary>
/// Which windows may be stored: those of held days, until ten minutes ahead of the clock. A row is judged by its window, never by its
/// records, so that a group of records is not split where the clock moves between two attempts.
/// </summary>
internal sealed class TimeBounds(HeldDays held, TimeProvider time)
{
    public Refusal? Judge(Window window)
    {
        if (window.Day < held.First) return NotHeld(window);
        if (window.Start > time.GetUtcNow().ToUnixTimeMilliseconds() + Window.MaxAheadMilliseconds)
            return new Refusal(RefusalCause.Ahead, $"time more than 10 min ahead: {Text(window)}");
        return null;
    }

    public static Refusal NotHeld(Window window) => new(RefusalCause.NotHeld, $"time not held: {Text(window)}");

    private static string Text(Window window) =>
        DateTimeOffset.FromUnixTimeMilliseconds(window.Start).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
