using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// Asks each group of a top list for the largest values that a field has among its rows, 1 to <see cref="MaxLimit"/> of them:
/// by the list's first measure descending, then value ascending. Rows without a value have none.
/// </summary>
public sealed record Breakdown
{
    public const int MaxLimit = 10;

    /// <exception cref="ArgumentException">The field is not groupable.</exception>
    public Breakdown(Field field, int limit)
    {
        if (!field.Groupable) throw new ArgumentException($"{field} is not groupable", nameof(field));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        (Field, Limit) = (field, limit);
    }

    public Field Field { get; }

    public int Limit { get; }
}

/// <param name="Sum">Of the list's first measure, over the group's rows with this value.</param>
public sealed record BreakdownEntry(FieldValue Key, Int128 Sum);
