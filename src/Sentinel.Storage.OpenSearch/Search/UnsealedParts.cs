using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>What of days not sealed yet is read from lines, by their stamps, and what from rows, by their time.</summary>
internal sealed class UnsealedParts
{
    /// <summary>Conditions of one search; engines refuse more than 1,024.</summary>
    private const int MaxSlices = 500;

    /// <summary>Values of one condition; engines refuse more than 65,536.</summary>
    private const int MaxStamps = 60_000;

    private readonly List<StoredIndex> days = [];
    private readonly List<TimeSlice> rows = [];
    private readonly Dictionary<DayIndexName, IReadOnlyDictionary<long, long>> stamps = [];

    private UnsealedParts()
    {
    }

    /// <summary>The days that rows are read of.</summary>
    public IReadOnlyList<StoredIndex> Days => days;

    public IReadOnlyList<TimeSlice> Rows => rows;

    /// <summary>By day and the start of their quarter hour.</summary>
    public IReadOnlyDictionary<DayIndexName, IReadOnlyDictionary<long, long>> Stamps => stamps;

    /// <summary>Whether lines stand for any time, if only to say that nothing was then.</summary>
    public bool HasLines { get; private set; }

    private bool IsTooMuch => rows.Count > MaxSlices || stamps.Values.Sum(some => some.Count) > MaxStamps;

    /// <summary>All from rows, where it were too many parts otherwise.</summary>
    /// <param name="rolledUp">The days that have lines.</param>
    public static UnsealedParts Of(TimeSlice unsealed, IReadOnlyList<DayIndex> days, IReadOnlyDictionary<DayIndexName, RolledUpDay> rolledUp)
    {
        var parts = new UnsealedParts();
        foreach (var day in days) parts.Add(day, unsealed.And(day.Name.Slice), rolledUp.GetValueOrDefault(day.Name));
        return parts.IsTooMuch ? Of(unsealed, days, new Dictionary<DayIndexName, RolledUpDay>()) : parts;
    }

    private void Add(DayIndex day, TimeSlice unsealed, RolledUpDay? rolledUp)
    {
        if (unsealed.IsEmpty) return;
        var (ofLines, ofRows) = rolledUp is null ? ([], [unsealed]) : TierPlan.Cut(unsealed, rolledUp.Changed);
        if (ofRows.Count > 0) days.Add(day.Stored.Readable());
        foreach (var slice in ofRows) AddRows(slice);
        if (ofLines.Count == 0) return;
        HasLines = true;
        stamps.Add(day.Name, rolledUp!.StampsIn(ofLines));
    }

    private void AddRows(TimeSlice next)
    {
        if (rows is [.., var last] && last.To == next.From) rows[^1] = last with { To = next.To };
        else rows.Add(next);
    }
}

/// <summary>A day's header, and which of its quarter hours have changed since.</summary>
internal sealed record RolledUpDay(RollupHeader Header, IReadOnlySet<long> Changed)
{
    public IReadOnlyDictionary<long, long> StampsIn(IReadOnlyList<TimeSlice> lines) => Header.QuarterHours
        .Where(bucket => lines.Any(slice => slice.From <= bucket.Key && bucket.Key < slice.To))
        .ToDictionary(bucket => bucket.Key, bucket => bucket.Value.Stamp);
}
