using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>Asks how many different values of a dimension a selection's rows have; rows without a value have none.</summary>
public sealed record DistinctQuery
{
    /// <exception cref="ArgumentException">The dimension is not groupable.</exception>
    public DistinctQuery(Selection selection, Field dimension)
    {
        if (!dimension.Groupable) throw new ArgumentException($"{dimension} is not groupable", nameof(dimension));
        (Selection, Dimension) = (selection, dimension);
    }

    public Selection Selection { get; }

    public Field Dimension { get; }
}

/// <param name="IsEstimate">Whether the count is the engine's estimate; never one of up to <see cref="ExactTo"/>.</param>
public sealed record DistinctCount(long Count, bool IsEstimate)
{
    /// <summary>Up to here every engine counts exactly, over any number of days and shards.</summary>
    public const int ExactTo = 50_000;
}
