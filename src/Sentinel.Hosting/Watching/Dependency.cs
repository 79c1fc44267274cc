using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Sentinel.Hosting.Watching;

/// <summary>Something that a program stands on: asked once a second at most, however many want to know; only a change is logged.</summary>
public sealed partial class Dependency(string name, Func<CancellationToken, Task> ask, TimeProvider time, ILogger<Dependency> logger) : IHealthCheck, IDisposable
{
    /// <summary>The name of the one that both services have: a process that holds both asks it once.</summary>
    public const string Store = "store";

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

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await AnswersAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();

    public void Dispose() => asking.Dispose();

    /// <summary>Not bound to the request that came first: its client may leave, and others wait for the same verdict.</summary>
    private async Task<bool> AskAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await ask(patience.Token);
            if (known is false) Log.AnswersAgain(logger, name);
            return true;
        }
        catch (Exception failure)
        {
            if (known is not false) Log.DoesNotAnswer(logger, name, failure.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6041, LogLevel.Warning, "The {Name} does not answer: {Reason}")]
        public static partial void DoesNotAnswer(ILogger logger, string name, string reason);

        [LoggerMessage(6042, LogLevel.Information, "The {Name} answers again")]
        public static partial void AnswersAgain(ILogger logger, string name);
    }
}
