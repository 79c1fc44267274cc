namespace Sentinel.Ingestor.Rollups;

/// <summary>Section <c>Sentinel:Rollups</c>.</summary>
internal sealed class RollupOptions
{
    public const string Section = "Sentinel:Rollups";

    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>More days are not kept.</summary>
    public const int MaxDays = 36_500;

    /// <summary>How long new rows wait to be rolled up; questions read them as rows until then.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long sums of 15 minutes are kept after their day has ended.</summary>
    public int QuarterHourDays { get; set; } = 90;

    /// <summary>How long sums of a day are kept after it has ended: five years.</summary>
    public int DailyDays { get; set; } = 1_826;
}
