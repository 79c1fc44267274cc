using Microsoft.Extensions.Options;
using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Writing;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Rollups;

/// <summary>
/// Brings roll-ups up to the rows of every held day, again and again, and gives up those that are old enough. Every ingestor does; the store
/// takes care that it makes no difference.
/// </summary>
internal sealed partial class RollupWorker(
    IFlowDays days,
    IRollups rollups,
    StorePreparation preparation,
    IOptions<RollupOptions> options,
    IngestMetrics metrics,
    TimeProvider time,
    ILogger<RollupWorker> logger) : BackgroundService
{
    /// <summary>Of quarter hours and of days, the first that are kept: as it was said last.</summary>
    private (DateOnly OfQuarterHours, DateOnly OfDays) first;
    private bool hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            if (await RunAsync(stoppingToken)) hasFailed = false;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>The newest days first: those are the ones that change.</summary>
    /// <returns>Whether all of it was done.</returns>
    private async Task<bool> RunAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var kept = (OfQuarterHours: KeptDays.First(now, options.Value.QuarterHourDays), OfDays: KeptDays.First(now, options.Value.DailyDays));
        IReadOnlyList<DateOnly> listed = [];
        var isDone = await TryAsync(async () => listed = await days.ListAsync(stopping), stopping);
        foreach (var day in listed.Where(day => day >= kept.OfQuarterHours).Reverse()) isDone &= await TryAsync(() => RollUpAsync(day, stopping), stopping);
        return await TryAsync(() => KeepFromAsync(kept, stopping), stopping) && isDone;
    }

    /// <summary>What fails keeps nothing else from being done: a day may be lost to its engine for long.</summary>
    private async Task<bool> TryAsync(Func<Task> task, CancellationToken stopping)
    {
        try
        {
            await task();
            return true;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            metrics.UpkeepFailed(UpkeepTasks.Rollups);
            if (!hasFailed) Log.Failed(logger, failure);
            hasFailed = true;
            return false;
        }
    }

    private async Task RollUpAsync(DateOnly day, CancellationToken stopping)
    {
        var changed = await rollups.RollUpAsync(day, stopping);
        if (changed > 0) Log.RolledUp(logger, changed, day);
    }

    private async Task KeepFromAsync((DateOnly OfQuarterHours, DateOnly OfDays) kept, CancellationToken stopping)
    {
        if (first == kept) return;
        await rollups.KeepFromAsync(kept.OfQuarterHours, kept.OfDays, stopping);
        first = kept;
    }

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Debug, "Rolled up {Changed} quarter hours of {Day:yyyy-MM-dd}")]
        public static partial void RolledUp(ILogger logger, int changed, DateOnly day);

        [LoggerMessage(1902, LogLevel.Warning, "Rows were not rolled up; that is tried again, and questions about them read the rows meanwhile")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
