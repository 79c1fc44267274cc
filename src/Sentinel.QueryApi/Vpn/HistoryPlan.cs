using Sentinel.Contracts;

namespace Sentinel.QueryApi.Vpn;

/// <summary>How far back a client's history reaches, in the dialect's word, and its buckets where no other resolution is asked for.</summary>
internal sealed record HistoryRange(string Word, long Length, Resolution Automatic)
{
    public static IReadOnlyList<HistoryRange> All { get; } =
    [
        new("1h", Hours(1), new("auto", Hours(1) / 120, Resolution.FromRows)),
        new("3h", Hours(3), new("auto", Hours(3) / 180, Resolution.FromRows)),
        new("6h", Hours(6), new("auto", Hours(6) / 180, Resolution.FromRows)),
        new("12h", Hours(12), new("auto", Hours(12) / 144, Resolution.FromRows)),
        new("24h", Hours(24), new("auto", Hours(24) / 96, Resolution.FromRows)),
        new("7d", Hours(7 * 24), Resolution.Hourly),
        new("30d", Hours(30 * 24), Resolution.SixHours),
        new("1y", Hours(365 * 24), Resolution.Daily),
    ];

    private static long Hours(int count) => count * Window.DayMilliseconds / 24;
}

/// <param name="Source">What the dialect calls the table that answers.</param>
internal sealed record Resolution(string Word, long Step, string Source)
{
    public const string FromRows = "usage_history_hires";

    /// <summary>A point for each window that has rows.</summary>
    public static Resolution Raw { get; } = new("raw", Window.Milliseconds, "usage_history");

    public static Resolution FiveMinutes { get; } = new("5min", 5 * Window.Milliseconds, FromRows);

    public static Resolution Hourly { get; } = new("hourly", Window.DayMilliseconds / 24, "stats_hourly");

    public static Resolution SixHours { get; } = new("6h", Window.DayMilliseconds / 4, "stats_6h");

    public static Resolution Daily { get; } = new("daily", Window.DayMilliseconds, "stats_daily");
}

/// <summary>The buckets of a history.</summary>
internal sealed record HistoryPlan(Resolution Resolution, int Count)
{
    private const long LongestRaw = Window.DayMilliseconds;

    public bool IsRaw => Resolution == Resolution.Raw;

    /// <summary>Null where every window of so long a range would be a point.</summary>
    /// <param name="forced">Null leaves it to the range.</param>
    public static HistoryPlan? Of(HistoryRange range, Resolution? forced)
    {
        var resolution = forced ?? range.Automatic;
        if (resolution == Resolution.Raw && range.Length > LongestRaw) return null;
        return new(resolution, (int)Math.Max(1, range.Length / resolution.Step));
    }
}
