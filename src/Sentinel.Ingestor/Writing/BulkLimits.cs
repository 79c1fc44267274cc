namespace Sentinel.Ingestor.Writing;

/// <summary>How rows are cut into bulks. The defaults were measured: larger bulks or more of them in flight only add latency.</summary>
internal sealed record BulkLimits
{
    public int MaxRowsPerBulk { get; init; } = 5_000;

    /// <summary>Estimated, as JSON.</summary>
    public int MaxBytesPerBulk { get; init; } = 2_500_000;

    /// <summary>How long the first row of a bulk waits for others.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMilliseconds(10);

    public int MaxBulksInFlight { get; init; } = 4;

    /// <summary>Rows that wait to be cut into a bulk; past that, messages wait. Rows of bulks that failed are held beside them, bounded by the prefetch alone.</summary>
    public int MaxRowsWaiting { get; init; } = 20_000;
}
