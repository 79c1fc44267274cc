using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>
/// The index of a month's roll-ups of 15 minutes, <c>rollups-15m-YYYY.MM</c>, or of a year's of a day, <c>rollups-1d-YYYY</c>, followed by
/// <c>-N</c> once the store was cleared N times, and the alias that bulks write to.
/// </summary>
/// <param name="First">The first day of the month, or of the year.</param>
internal readonly record struct RollupIndexName(RollupTier Tier, DateOnly First, int Generation)
{
    /// <summary>Of any name that may be an index of roll-ups.</summary>
    public const string Pattern = "rollups-*";

    /// <summary>The write aliases of all of them.</summary>
    public const string WriteAliases = "write-" + Pattern;

    public string Index => Generation == 0 ? Plain : string.Create(CultureInfo.InvariantCulture, $"{Plain}-{Generation}");

    public string WriteAlias => "write-" + Index;

    /// <summary>The first day of the next month, or year.</summary>
    public DateOnly Next => Tier.Next(First);

    /// <summary>Of its lines' buckets.</summary>
    public TimeSlice Slice => new(Window.StartOf(First), Window.StartOf(Next));

    private string Plain => Tier.Prefix + First.ToString(Tier.Format, CultureInfo.InvariantCulture);

    public static RollupIndexName Of(RollupTier tier, DayIndexName day) => new(tier, tier.FirstOf(day.Day), day.Generation);

    /// <summary>Takes none but the names that we give.</summary>
    public static bool TryParse(string index, out RollupIndexName name)
    {
        name = default;
        foreach (var tier in RollupTier.All)
        {
            if (!index.StartsWith(tier.Prefix, StringComparison.Ordinal)) continue;
            var rest = index[tier.Prefix.Length..];
            var dash = rest.IndexOf('-', StringComparison.Ordinal);
            var (period, generation) = (dash < 0 ? rest : rest[..dash], 0);
            if (!DateOnly.TryParseExact(period, tier.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) return false;
            if (dash >= 0 && !int.TryParse(rest.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out generation)) return false;
            name = new(tier, tier.FirstOf(first), generation);
            return string.Equals(name.Index, index, StringComparison.Ordinal);
        }

        return false;
    }

    public override string ToString() => Index;
}
