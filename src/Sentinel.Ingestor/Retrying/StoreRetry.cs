using Sentinel.Storage;

namespace Sentinel.Ingestor.Retrying;

/// <summary>Asks the store again until it does what it was asked: there is no last attempt, and nothing is given up but by cancellation.</summary>
internal sealed class StoreRetry(Backoff backoff, Outage outage, IngestMetrics metrics, ILogger<StoreRetry> logger)
{
    private readonly StoreNews news = new(logger);

    public async Task RunAsync(Func<CancellationToken, Task> ask, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ask(cancellation);
                news.Succeeded();
                return;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                await PauseAsync(failure, attempt, cancellation);
            }
        }
    }

    /// <summary>What was asked last was done.</summary>
    public void Succeeded() => news.Succeeded();

    /// <summary>Says what failed, where that is news, and waits for the time of the next attempt.</summary>
    /// <param name="attempt">How many attempts have failed before, from 0.</param>
    public Task PauseAsync(Exception failure, int attempt, CancellationToken cancellation)
    {
        news.Failed(failure);
        switch (failure)
        {
            case StoreForbiddenException:
                metrics.Retried(RetryCauses.Forbidden);
                outage.Report("the store refuses us");
                return backoff.PauseLongestAsync(cancellation);
            case StoreUnavailableException:
                metrics.Retried(RetryCauses.Unavailable);
                return backoff.PauseAsync(attempt, cancellation);
            default:
                metrics.Retried(RetryCauses.Unexpected);
                return backoff.PauseAsync(attempt, cancellation);
        }
    }

    /// <summary>Waits because single rows were put off.</summary>
    public Task PauseForRowsAsync(int attempt, CancellationToken cancellation)
    {
        metrics.Retried(RetryCauses.Row);
        return backoff.PauseAsync(attempt, cancellation);
    }
}
