namespace Sentinel.Ingestor.Retrying;

/// <summary>How long repetitions wait, and messages for them: no setting, but a test need not wait that long.</summary>
internal sealed record PauseLimits
{
    /// <summary>The longest pause before the first repetition; each further one may take twice as long.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a delivery is held before it goes back to its queue: after 30 min a broker closes the channel for it.</summary>
    public TimeSpan LongestHold { get; init; } = TimeSpan.FromMinutes(10);
}
