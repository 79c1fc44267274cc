using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>Asks for the groups of a dimension in the order of their keys, 1 to <see cref="MaxLimit"/> of them.</summary>
public sealed record GroupsQuery
{
    public const int MaxLimit = 10_000;

    /// <param name="after">Only groups behind this key.</param>
    /// <exception cref="ArgumentException">The dimension is not groupable, or a pair: those have no order that every engine keeps; or the key is of another kind.</exception>
    public GroupsQuery(Selection selection, Field dimension, int limit, FieldValue? after = null)
    {
        if (!dimension.Groupable || dimension == FlowFields.Pair) throw new ArgumentException($"the groups of {dimension} are not listed", nameof(dimension));
        if (after is { } key && key.Kind != dimension.ValueKind) throw new ArgumentException($"{dimension} holds values of kind {dimension.ValueKind}", nameof(after));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        (Selection, Dimension, Limit, After) = (selection, dimension, limit, after);
    }

    public Selection Selection { get; init; }

    public Field Dimension { get; }

    public int Limit { get; }

    public FieldValue? After { get; }
}
