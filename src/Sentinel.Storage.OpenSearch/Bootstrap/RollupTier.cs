using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>Roll-ups of one length, and how their indices are cut.</summary>
/// <param name="Field">Holds the start of a line's bucket; the other tier's lines have none.</param>
/// <param name="Length">Of a bucket, ms.</param>
/// <param name="Span">Of an index, ms; the longest.</param>
internal sealed record RollupTier(string Field, long Length, long Span, string Prefix, string Format)
{
    public static RollupTier QuarterHours { get; } = new("quarter_hour", Rollup.QuarterHour, 31 * Window.DayMilliseconds, "rollups-15m-", "yyyy.MM");

    public static RollupTier Days { get; } = new("day", Window.DayMilliseconds, 366 * Window.DayMilliseconds, "rollups-1d-", "yyyy");

    public static IReadOnlyList<RollupTier> All { get; } = [QuarterHours, Days];

    /// <summary>The first day of the day's index.</summary>
    public DateOnly FirstOf(DateOnly day) => this == Days ? new(day.Year, 1, 1) : new(day.Year, day.Month, 1);

    /// <summary>The first day of the next index.</summary>
    public DateOnly Next(DateOnly first) => this == Days ? first.AddYears(1) : first.AddMonths(1);
}
