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
    private readonly HashSet<DateOnly> failing = [];
    private bool hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.Interval, time);
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
            metrics.UpkeepFailed(UpkeepTasks.Rollups);
            if (!hasFailed) Log.Failed(logger, failure);
            hasFailed = true;
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var kept = (OfQuarterHours: KeptDays.First(now, options.Value.QuarterHourDays), OfDays: KeptDays.First(now, options.Value.DailyDays));
        if (first != kept) await rollups.KeepFromAsync(kept.OfQuarterHours, kept.OfDays, stopping);
        first = kept;
        foreach (var day in InOrder(await days.ListAsync(stopping)).Where(day => day >= kept.OfQuarterHours))
        {
            failing.Add(day);
            var changed = await rollups.RollUpAsync(day, stopping);
            failing.Remove(day);
            if (changed > 0) Log.RolledUp(logger, changed, day);
        }
    }

    /// <summary>The newest days first: those are the ones that change. Last those that failed, so that the others need not wait until they are whole again.</summary>
    private IEnumerable<DateOnly> InOrder(IReadOnlyList<DateOnly> ascending) => ascending.Reverse().OrderBy(failing.Contains);

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Debug, "Rolled up {Changed} quarter hours of {Day:yyyy-MM-dd}")]
        public static partial void RolledUp(ILogger logger, int changed, DateOnly day);

        [LoggerMessage(1902, LogLevel.Warning, "Rows were not rolled up; that is tried again, and questions about them read the rows meanwhile")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
