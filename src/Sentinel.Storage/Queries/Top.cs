using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// Asks for the largest groups of a dimension, 1 to <see cref="MaxLimit"/> of them, or with breakdowns to <see cref="MaxBrokenDown"/>.
/// </summary>
public sealed record TopQuery
{
    public const int MaxLimit = 1_000;
    public const int MaxBrokenDown = 50;
    public const int MaxBreakdowns = 10;

    public TopQuery(Selection selection, Field dimension, Measure by, int limit)
    {
        if (!dimension.Groupable) throw new ArgumentException($"{dimension} is not groupable", nameof(dimension));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        (Selection, Dimension, By, Limit) = (selection, dimension, by, limit);
    }

    public Selection Selection { get; init; }

    public Field Dimension { get; }

    public Measure By { get; }

    public int Limit { get; }

    /// <summary>Ranks groups that are equal by <see cref="By"/>, the larger first; null leaves them to their keys.</summary>
    /// <exception cref="ArgumentException">It is the same measure.</exception>
    public Measure? Then
    {
        get;
        init => field = value != By ? value : throw new ArgumentException($"groups that are equal by {By} are equal by {value}", nameof(value));
    }

    /// <summary>What else each group tells, of one field each.</summary>
    /// <exception cref="ArgumentException">A field is named twice, or there are too many fields, or too many groups for any.</exception>
    public IReadOnlyList<Breakdown> Breakdowns
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Count, MaxBreakdowns, nameof(value));
            if (value.Count > 0) ArgumentOutOfRangeException.ThrowIfGreaterThan(Limit, MaxBrokenDown, nameof(value));
            if (value.DistinctBy(breakdown => breakdown.Field).Count() < value.Count) throw new ArgumentException("a field is named twice", nameof(value));
            field = value;
        }
    } = [];

    /// <summary>The first before the second.</summary>
    public IReadOnlyList<Measure> Measures => Then is { } then ? [By, then] : [By];

    public Rank RankOf(Func<Measure, Int128> sumBy) => new(sumBy(By), Then is { } then ? sumBy(then) : 0);
}

/// <param name="LastSeen">Of the group's newest row, epoch ms.</param>
public sealed record TopEntry(FieldValue Key, Sums Sums, long LastSeen)
{
    /// <summary>
    /// In the order of <see cref="TopQuery.Breakdowns"/>, each exact. They may be read after the group: where rows arrive, they may hold some that its sums do not.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<BreakdownEntry>> Breakdowns { get; init; } = [];
}

/// <summary>
/// The true largest groups, by the measures descending, then key ascending. Rows without a value of the dimension form no group
/// but count in <see cref="Totals"/>.
/// </summary>
public sealed record TopList(IReadOnlyList<TopEntry> Entries, Totals Totals);

/// <param name="LastSeen">Of the newest row, epoch ms; null when there is none.</param>
public sealed record Totals(long Rows, Sums Sums, long? LastSeen)
{
    public static Totals None { get; } = new(0, default, null);

    public static Totals operator +(Totals left, Totals right) =>
        new(left.Rows + right.Rows, left.Sums + right.Sums, left.LastSeen is { } seen && !(right.LastSeen > seen) ? seen : right.LastSeen);
}
