using Sentinel.Storage;

namespace Sentinel.QueryApi.Health;

/// <summary>Whether the store answers: asked once a second at most, however many want to know; only a change is logged.</summary>
internal sealed partial class StoreWatch(IFlowDays days, TimeProvider time, ILogger<StoreWatch> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim asking = new(1);
    private long askedAt;
    private bool? known;

    public async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            if (known is { } fresh && time.GetElapsedTime(askedAt) < Kept) return fresh;
            var answers = await AskAsync();
            askedAt = time.GetTimestamp();
            known = answers;
            return answers;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    /// <summary>Not bound to the request that came first: its client may leave, and others wait for the same verdict.</summary>
    private async Task<bool> AskAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await days.ListAsync(patience.Token);
            if (known is false) Log.AnswersAgain(logger);
            return true;
        }
        catch (Exception failure)
        {
            if (known is not false) Log.DoesNotAnswer(logger, failure.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Warning, "The store does not answer: {Reason}")]
        public static partial void DoesNotAnswer(ILogger logger, string reason);

        [LoggerMessage(3011, LogLevel.Information, "The store answers again")]
        public static partial void AnswersAgain(ILogger logger);
    }
}
