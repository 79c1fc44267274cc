using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// Lines of roll-ups, and rows where there are none or they are older than the rows. Of sealed days lines of stamp 0 count and no others; of held
/// ones those whose stamp the day's header names.
/// </summary>
internal sealed record TieredSource : Source
{
    /// <summary>Conditions of one search; engines refuse more than 1,024.</summary>
    private const int MaxSlices = 500;

    /// <summary>Values of one condition; engines refuse more than 65,536.</summary>
    private const int MaxStamps = 60_000;

    private TieredSource(IReadOnlyList<StoredIndex> indices, Filter within, long span, SeriesTier tier)
        : base(indices, within, span, tier)
    {
    }

    /// <summary>The stamps it reads, by day and the start of their quarter hour: the answer stands while they are in force.</summary>
    public required IReadOnlyDictionary<DayIndexName, IReadOnlyDictionary<long, long>> Stamps { get; init; }

    /// <param name="rolledUp">The held days that have lines, with the quarter hours that have changed since.</param>
    public static TieredSource For(TierPlan plan, ReadableIndices readable, KeptRollups kept, IReadOnlyDictionary<DayIndexName, RolledUpDay> rolledUp)
    {
        var (indices, parts, slices) = (new List<StoredIndex>(), new List<Filter>(), new List<TimeSlice>());
        var (stamps, isRolledUp) = (new Dictionary<DayIndexName, IReadOnlyDictionary<long, long>>(), false);
        foreach (var day in readable.Days)
        {
            var ofDay = plan.Held.And(SliceOf(day.Name.Day));
            if (ofDay.IsEmpty) continue;
            IReadOnlyList<TimeSlice> rows = [ofDay];
            if (rolledUp.TryGetValue(day.Name, out var up))
            {
                (var lines, rows) = TierPlan.Cut(ofDay, up.Changed);
                isRolledUp |= lines.Count > 0;
                stamps.Add(day.Name, up.StampsIn(lines));
            }

            if (rows.Count > 0) indices.Add(day.Stored.Readable());
            foreach (var slice in rows) Append(slices, slice);
        }

        if (slices.Count > MaxSlices || stamps.Values.Sum(some => some.Count) > MaxStamps)
            return For(plan, readable, kept, new Dictionary<DayIndexName, RolledUpDay>());
        parts.AddRange(slices.Select(Rows));
        if (stamps.Values.Any(some => some.Count > 0))
            parts.Add(new Filter.In(LineFields.Stamp, [.. stamps.Values.SelectMany(some => some.Values).Select(stamp => (FieldValue)stamp)]));
        parts.AddRange(plan.QuarterHours.Select(slice => Sealed(RollupTier.QuarterHours, slice, kept.QuarterHours)));
        if (!plan.Days.IsEmpty) parts.Add(Sealed(RollupTier.Days, plan.Days, kept.Days));
        IReadOnlyList<TimeSlice> ofQuarterHours = [.. plan.QuarterHours, .. stamps.Where(day => day.Value.Count > 0).Select(day => SliceOf(day.Key.Day))];
        var used = readable.Rollups.Where(index => Overlaps(index.Key, index.Key.Tier == RollupTier.Days ? [plan.Days] : ofQuarterHours)).ToList();
        indices.AddRange(used.OrderBy(index => index.Key.Index, StringComparer.Ordinal).Select(index => index.Value.Readable()));
        return new(
            indices,
            new Filter.Any(parts),
            used.Select(index => index.Key.Tier.Span).Append(Window.DayMilliseconds).Max(),
            !plan.Days.IsEmpty ? SeriesTier.Days : isRolledUp || plan.QuarterHours.Count > 0 ? SeriesTier.QuarterHours : SeriesTier.Rows)
        {
            Stamps = stamps,
        };
    }

    /// <inheritdoc/>
    /// <param name="part">Whole buckets, or the edges of the range.</param>
    public override Source Of(TimeSlice part) => this with { Within = And(new Filter.Between(FlowFields.LastSeen, part.From, part.To - 1)) };

    /// <summary>Rows by their window's end too, which is indexed, and which no line has.</summary>
    private static Filter.All Rows(TimeSlice slice) => new(
    [
        new Filter.Between(FlowFields.Timestamp, Window.Of(slice.From).End, Window.Of(slice.To - 1).End),
        new Filter.Between(FlowFields.LastSeen, slice.From, slice.To - 1),
    ]);

    private static Filter.All Sealed(RollupTier tier, TimeSlice slice, DateOnly kept)
    {
        var read = slice.And(new(Math.Max(0, Window.StartOf(kept)), long.MaxValue));
        return new([Filter.Is(LineFields.Stamp, LineFields.Sealed), new Filter.Between(LineFields.StartIn(tier), read.From, read.To - 1)]);
    }

    private static bool Overlaps(RollupIndexName index, IReadOnlyList<TimeSlice> slices)
    {
        var held = new TimeSlice(Window.StartOf(index.First), Window.StartOf(index.Next));
        return slices.Any(slice => !slice.And(held).IsEmpty);
    }

    private static TimeSlice SliceOf(DateOnly day) => new(Window.StartOf(day), Window.StartOf(day) + Window.DayMilliseconds);

    private static void Append(List<TimeSlice> slices, TimeSlice next)
    {
        if (slices is [.., var last] && last.To == next.From) slices[^1] = last with { To = next.To };
        else slices.Add(next);
    }
}

/// <summary>A held day's header, and which of its quarter hours have changed since.</summary>
internal sealed record RolledUpDay(RollupHeader Header, IReadOnlySet<long> Changed)
{
    public IReadOnlyDictionary<long, long> StampsIn(IReadOnlyList<TimeSlice> lines) => Header.QuarterHours
        .Where(bucket => lines.Any(slice => slice.From <= bucket.Key && bucket.Key < slice.To))
        .ToDictionary(bucket => bucket.Key, bucket => bucket.Value.Stamp);
}
