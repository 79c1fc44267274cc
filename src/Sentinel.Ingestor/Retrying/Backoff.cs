using Microsoft.Extensions.Options;

namespace Sentinel.Ingestor.Retrying;

/// <summary>Full jitter: a pause of any length up to a bound that doubles with each attempt.</summary>
internal sealed class Backoff(TimeProvider time, IOptions<BackoffOptions> options)
{
    private readonly TimeSpan first = options.Value.FirstPause;
    private readonly TimeSpan longest = options.Value.LongestPause;

    /// <param name="attempt">How many attempts have failed before, from 0.</param>
    public Task PauseAsync(int attempt, CancellationToken cancellation) =>
        Task.Delay(Random.Shared.NextDouble() * BoundOf(attempt), time, cancellation);

    public Task PauseLongestAsync(CancellationToken cancellation) => Task.Delay(longest, time, cancellation);

    private TimeSpan BoundOf(int attempt)
    {
        var bound = first * Math.Pow(2, Math.Min(attempt, 30));
        return bound < longest ? bound : longest;
    }
}
