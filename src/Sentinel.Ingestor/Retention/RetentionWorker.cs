using System.Globalization;
using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Writing;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Retention;

/// <summary>
/// Gives days up when they are old enough, and now and then finishes what a process left undone. Every ingestor does; the store takes care
/// that it happens once.
/// </summary>
internal sealed partial class RetentionWorker(
    HeldDays held, IRetention retention, IAuditLog audit, StorePreparation preparation, IngestMetrics metrics, TimeProvider time, ILogger<RetentionWorker> logger)
    : BackgroundService
{
    public const string Action = "retention.hold";
    public const string Actor = "retention";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan CleanUpInterval = TimeSpan.FromMinutes(10);

    private long? cleanedUp;
    private bool hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await TryRunAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryRunAsync(CancellationToken stopping)
    {
        try
        {
            await RunAsync(stopping);
            hasFailed = false;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            metrics.UpkeepFailed(UpkeepTasks.Retention);
            if (!hasFailed) Log.Failed(logger, failure);
            hasFailed = true;
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var first = held.FirstByClock;
        var moves = held.State.HeldFrom < first;
        var isHalfDone = held.State.Sealed < held.State.HeldFrom;
        if (!moves && !isHalfDone && cleanedUp is { } last && time.GetElapsedTime(last) < CleanUpInterval) return;

        // Before the days are gone, so that a crash cannot leave them given up without a word.
        if (moves) await audit.AppendAsync(EntryFor(first), stopping);
        await retention.HoldFromAsync(first, stopping);
        cleanedUp = time.GetTimestamp();
        await held.RefreshAsync(stopping);
        if (moves) Log.GivenUp(logger, first);
    }

    /// <summary>Under one id, whoever does it: there is one entry a day that is given up, not one a process.</summary>
    private AuditEntry EntryFor(DateOnly first) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Action}:{first:yyyy-MM-dd}"),
        time.GetUtcNow(),
        Action,
        Actor,
        origin: null,
        string.Create(CultureInfo.InvariantCulture, $"held from {first:yyyy-MM-dd} on"));

    private static partial class Log
    {
        [LoggerMessage(1802, LogLevel.Information, "Days before {First:yyyy-MM-dd} are held no more; they are dropped")]
        public static partial void GivenUp(ILogger logger, DateOnly first);

        [LoggerMessage(1803, LogLevel.Warning, "Days that are old enough were not given up; that is tried again every few seconds")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
