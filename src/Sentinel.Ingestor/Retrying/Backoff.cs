namespace Sentinel.Ingestor.Retrying;

/// <summary>Full jitter: a pause of any length up to a bound that doubles with each attempt.</summary>
internal sealed class Backoff(TimeProvider time, PauseLimits limits)
{
    /// <param name="attempt">How many attempts have failed before, from 0.</param>
    public Task PauseAsync(int attempt, CancellationToken cancellation) =>
        Task.Delay(Random.Shared.NextDouble() * BoundOf(attempt), time, cancellation);

    public Task PauseLongestAsync(CancellationToken cancellation) => Task.Delay(limits.Longest, time, cancellation);

    private TimeSpan BoundOf(int attempt)
    {
        var bound = limits.First * Math.Pow(2, Math.Min(attempt, 30));
        return bound < limits.Longest ? bound : limits.Longest;
    }
}
