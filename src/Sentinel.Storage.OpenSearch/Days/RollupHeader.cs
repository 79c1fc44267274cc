using Sentinel.Storage.OpenSearch.Bootstrap;

namespace Sentinel.Storage.OpenSearch.Days;

/// <summary>How far a held day's rows are rolled up, and which lines say so.</summary>
/// <param name="Day">The identity of the day's index.</param>
/// <param name="Lines">The identity of the index of the lines: without it they are gone.</param>
/// <param name="Through">Of each shard of the day, the last change that the lines have seen.</param>
/// <param name="QuarterHours">By their start, epoch ms; one that is missing had no rows.</param>
internal sealed record RollupHeader(string Day, string Lines, IReadOnlyList<long> Through, IReadOnlyDictionary<long, RollupStamp> QuarterHours)
{
    /// <summary>Of a day that is read from its rows.</summary>
    public static RollupHeader None { get; } = new("", "", [], new Dictionary<long, RollupStamp>());

    /// <summary>Whether it speaks of these indices as they are.</summary>
    public bool IsOf(StoredIndex day, StoredIndex? lines) =>
        Through.Count == day.Shards
        && string.Equals(Day, day.Identity, StringComparison.Ordinal)
        && string.Equals(Lines, lines?.Identity, StringComparison.Ordinal);
}

/// <summary>What a pass wrote of a bucket.</summary>
/// <param name="Stamp">A random number that no other pass, and no other bucket, has.</param>
/// <param name="Lines">How many.</param>
internal readonly record struct RollupStamp(long Stamp, int Lines);
