using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// Asks for sums over time: rows by their <c>last_seen</c>, in buckets of one length that are aligned to the epoch.
/// The first and the last bucket hold less than their length where <see cref="From"/> and <see cref="To"/> are not aligned.
/// Roll-ups answer where they can, as <see cref="TierPlan"/> says, with the same numbers as rows; where rows are gone, nobody else does.
/// </summary>
public sealed record SeriesQuery
{
    /// <summary>Of an answer: each bucket is one, and one more for each named key.</summary>
    public const int MaxPoints = 50_000;

    /// <summary>Buckets of an answer that counts.</summary>
    public const int MaxCounted = 500;

    /// <exception cref="ArgumentOutOfRangeException">
    /// The range is empty or outside of time, the step is not positive, or there are more points than <see cref="MaxPoints"/>.
    /// </exception>
    public SeriesQuery(Filter filter, long from, long to, long step, SeriesSplit? split = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Window.MaxTime + 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        (Filter, From, To, Step, Split) = (filter, from, to, step, split);
        var points = (Int128)(((to - 1) / step) - (from / step) + 1) * PointsABucket;
        if (points > MaxPoints) throw new ArgumentOutOfRangeException(nameof(step), $"{points} points are more than {MaxPoints}");
    }

    public Filter Filter { get; init; }

    /// <summary>Epoch ms, included.</summary>
    public long From { get; }

    /// <summary>Epoch ms, not included.</summary>
    public long To { get; }

    /// <summary>Length of a bucket, ms.</summary>
    public long Step { get; }

    public SeriesSplit? Split { get; }

    /// <summary>The dimension of which each bucket counts the different values; null for none.</summary>
    /// <exception cref="ArgumentException">It is not groupable, or there are more buckets than <see cref="MaxCounted"/>.</exception>
    public Field? Counted
    {
        get;
        init
        {
            if (value is { Groupable: false }) throw new ArgumentException($"{value} is not groupable", nameof(value));
            if (value is not null) ArgumentOutOfRangeException.ThrowIfGreaterThan(Count, MaxCounted, nameof(value));
            field = value;
        }
    }

    /// <summary>Start of the first bucket, epoch ms.</summary>
    public long Start => From - (From % Step);

    /// <summary>How many buckets the answer has.</summary>
    public int Count => (int)(((To - 1 - Start) / Step) + 1);

    public int PointsABucket => Split?.PointsABucket ?? 1;

    public Selection Selection => new(TimeRange.LastSeenBetween(From, To - 1), Filter);
}

/// <summary>Named groups of a dimension that get sums of their own in each bucket, 1 to <see cref="MaxKeys"/> of them.</summary>
public sealed record SeriesSplit
{
    public const int MaxKeys = 1_000;

    /// <exception cref="ArgumentException">
    /// The field is not groupable, a key is of another kind than its values or named twice, or there are none or too many.
    /// </exception>
    public SeriesSplit(Field field, IReadOnlyList<FieldValue> keys)
    {
        if (!field.Groupable) throw new ArgumentException($"{field} is not groupable", nameof(field));
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count, nameof(keys));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, MaxKeys, nameof(keys));
        if (keys.Any(key => key.Kind != field.ValueKind)) throw new ArgumentException($"{field} holds values of kind {field.ValueKind}", nameof(keys));
        if (keys.Distinct().Count() < keys.Count) throw new ArgumentException("a key is named twice", nameof(keys));
        (Field, Keys) = (field, keys);
    }

    public Field Field { get; }

    public IReadOnlyList<FieldValue> Keys { get; }

    /// <summary>The bucket itself, and each key in it.</summary>
    public int PointsABucket => 1 + Keys.Count;
}

/// <param name="Buckets">Every one of the range, ascending, also those without rows.</param>
public sealed record Series(IReadOnlyList<SeriesBucket> Buckets, SeriesTier Tier);

/// <param name="Start">Epoch ms; a multiple of the step.</param>
/// <param name="Totals">Of all rows in the bucket, whatever their key.</param>
/// <param name="Keys">Of the rows of each named key, in the order of <see cref="SeriesSplit.Keys"/>; empty without a split.</param>
public sealed record SeriesBucket(long Start, Totals Totals, IReadOnlyList<Totals> Keys)
{
    /// <summary>How many different values of <see cref="SeriesQuery.Counted"/> its rows have; null where that was not asked.</summary>
    public DistinctCount? Distinct { get; init; }
}

/// <summary>The coarsest that a series was read from; its edges, and what is new, come from finer ones.</summary>
public enum SeriesTier
{
    Rows,

    /// <summary>Roll-ups of 15 minutes.</summary>
    QuarterHours,

    /// <summary>Roll-ups of a day.</summary>
    Days,
}
