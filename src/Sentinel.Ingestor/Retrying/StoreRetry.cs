using Sentinel.Storage;

namespace Sentinel.Ingestor.Retrying;

/// <summary>Asks the store again until it does what it was asked: there is no last attempt, and nothing is given up but by cancellation.</summary>
internal sealed partial class StoreRetry(Backoff backoff, Outage outage, IngestMetrics metrics, ILogger<StoreRetry> logger)
{
    public async Task RunAsync(Func<CancellationToken, Task> ask, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ask(cancellation);
                return;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                await PauseAsync(failure, attempt, cancellation);
            }
        }
    }

    /// <summary>Says what failed, and waits for the time of the next attempt.</summary>
    /// <param name="attempt">How many attempts have failed before, from 0.</param>
    public Task PauseAsync(Exception failure, int attempt, CancellationToken cancellation)
    {
        switch (failure)
        {
            case StoreForbiddenException:
                metrics.Retried("forbidden");
                Log.Forbidden(logger, failure);
                outage.Report("the store refuses us");
                return backoff.PauseLongestAsync(cancellation);
            case StoreUnavailableException:
                metrics.Retried("unavailable");
                Log.Unavailable(logger, attempt + 1, failure.Message);
                return backoff.PauseAsync(attempt, cancellation);
            default:
                metrics.Retried("unexpected");
                Log.Unexpected(logger, attempt + 1, failure);
                return backoff.PauseAsync(attempt, cancellation);
        }
    }

    /// <summary>Waits because single rows were put off.</summary>
    public Task PauseForRowsAsync(int attempt, CancellationToken cancellation)
    {
        metrics.Retried("row");
        return backoff.PauseAsync(attempt, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Warning, "The store is not available, attempt {Attempt}; nothing is lost, the same is sent again: {Reason}")]
        public static partial void Unavailable(ILogger logger, int attempt, string reason);

        [LoggerMessage(1402, LogLevel.Critical, "The store refuses us (credentials, rights or its own settings): no flow is stored until that is mended, and none is lost")]
        public static partial void Forbidden(ILogger logger, Exception failure);

        [LoggerMessage(1403, LogLevel.Error, "The store failed in a way we do not know, attempt {Attempt}; the same is sent again")]
        public static partial void Unexpected(ILogger logger, int attempt, Exception failure);
    }
}
