using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Writing;

namespace Sentinel.Ingestor.Retention;

/// <summary>Reads every few seconds what other processes have changed of what is held. While the store is away, what was read last stands.</summary>
internal sealed partial class StateWatch(HeldDays held, StorePreparation preparation, TimeProvider time, ILogger<StateWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await held.RefreshAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(logger, failure.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1801, LogLevel.Debug, "What is held was not read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
