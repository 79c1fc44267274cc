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
    private TieredSource(IReadOnlyList<StoredIndex> indices, Filter within, long span, SeriesTier tier)
        : base(indices, within, span, tier)
    {
    }

    /// <summary>The stamps it reads: the answer stands while they are in force.</summary>
    public required IReadOnlyDictionary<DayIndexName, IReadOnlyDictionary<long, long>> Stamps { get; init; }

    /// <param name="rolledUp">The days that have lines.</param>
    public static TieredSource For(TierPlan plan, ReadableIndices readable, KeptRollups kept, IReadOnlyDictionary<DayIndexName, RolledUpDay> rolledUp)
    {
        var unsealed = UnsealedParts.Of(plan.Unsealed, readable.Days, rolledUp);
        List<(RollupTier Tier, TimeSlice Slice)> given =
        [
            .. plan.QuarterHours.Select(slice => (RollupTier.QuarterHours, slice.And(Since(kept.QuarterHours)))),
            (RollupTier.Days, plan.Days.And(Since(kept.Days))),
        ];
        given.RemoveAll(part => part.Slice.IsEmpty);
        var lines = unsealed.Stamps.Keys.Select(day => (Tier: RollupTier.QuarterHours, Slice: day.Slice)).Concat(given).ToList();
        var used = readable.Rollups
            .Where(index => lines.Exists(part => part.Tier == index.Key.Tier && !part.Slice.And(index.Key.Slice).IsEmpty))
            .OrderBy(index => index.Key.Index, StringComparer.Ordinal)
            .ToList();
        return new(
            [.. unsealed.Days, .. used.Select(index => index.Value.Readable())],
            new Filter.Any([.. unsealed.Rows.Select(Rows), Stamped(unsealed.Stamps.Values.SelectMany(some => some.Values)), .. given.Select(part => Sealed(part.Tier, part.Slice))]),
            used.Select(index => index.Key.Tier.Span).Append(Window.DayMilliseconds).Max(),
            !plan.Days.IsEmpty ? SeriesTier.Days : unsealed.HasLines || plan.QuarterHours.Count > 0 ? SeriesTier.QuarterHours : SeriesTier.Rows)
        {
            Stamps = unsealed.Stamps,
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

    private static Filter.In Stamped(IEnumerable<long> stamps) => new(LineFields.Stamp, [.. stamps.Select(stamp => (FieldValue)stamp)]);

    private static Filter.All Sealed(RollupTier tier, TimeSlice slice) =>
        new([Stamped([LineFields.Sealed]), new Filter.Between(LineFields.StartIn(tier), slice.From, slice.To - 1)]);

    private static TimeSlice Since(DateOnly day) => new(Math.Max(0, Window.StartOf(day)), long.MaxValue);
}
