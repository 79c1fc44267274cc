using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>Asks for the largest groups of a dimension, 1 to <see cref="MaxLimit"/> of them.</summary>
public sealed record TopQuery
{
    public const int MaxLimit = 1_000;

    public TopQuery(Selection selection, Field dimension, Measure by, int limit)
    {
        if (!dimension.Groupable) throw new ArgumentException($"{dimension} is not groupable", nameof(dimension));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        (Selection, Dimension, By, Limit) = (selection, dimension, by, limit);
    }

    public Selection Selection { get; }

    public Field Dimension { get; }

    public Measure By { get; }

    public int Limit { get; }
}

/// <param name="LastSeen">Of the group's newest row, epoch ms.</param>
public sealed record TopEntry(FieldValue Key, Sums Sums, long LastSeen);

/// <summary>
/// The true largest groups, by the measure descending, then key ascending. Rows without a value of the dimension form no group
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
