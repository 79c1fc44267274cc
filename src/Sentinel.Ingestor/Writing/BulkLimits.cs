namespace Sentinel.Ingestor.Writing;

/// <summary>How rows are cut into bulks. The defaults were measured: larger bulks or more of them in flight only add latency.</summary>
internal sealed class WriterOptions
{
    public int MaxRowsPerBulk { get; set; } = 5_000;

    /// <summary>Estimated, as JSON.</summary>
    public int MaxBytesPerBulk { get; set; } = 2_500_000;

    /// <summary>How long the first row of a bulk waits for others.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMilliseconds(50);

    public int MaxBulksInFlight { get; set; } = 4;

    /// <summary>Rows that wait to be cut into a bulk; past that, messages wait.</summary>
    public int MaxRowsWaiting { get; set; } = 20_000;
}
