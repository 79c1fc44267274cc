using Sentinel.Contracts;

namespace Sentinel.Ingestor.Bounding;

/// <summary>What is kept for some days is so for that long after its day has ended.</summary>
internal static class KeptDays
{
    /// <summary>The first day whose end is not older than that; the first there is where no day since 1970 is older.</summary>
    public static DateOnly First(DateTimeOffset now, int kept)
    {
        var oldestStart = now.ToUnixTimeMilliseconds() - ((kept + 1L) * Window.DayMilliseconds);
        if (oldestStart < 0) return DateOnly.MinValue;
        var day = Window.DayOf(oldestStart);
        return Window.StartOf(day) == oldestStart ? day : day.AddDays(1);
    }
}
