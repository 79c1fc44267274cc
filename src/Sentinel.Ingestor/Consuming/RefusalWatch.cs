using MassTransit;

namespace Sentinel.Ingestor.Consuming;

/// <summary>
/// Starts the endpoint anew where the broker refuses us: MassTransit asks no second time with a password that was wrong, and a person may mend that
/// at the broker. Each pause is longer than the one before.
/// </summary>
internal sealed partial class RefusalWatch(EndpointWatch endpoints, TimeProvider time, ILogger<RefusalWatch> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (pause, restarted) = (ShortestPause, time.GetTimestamp());
        while (true)
        {
            var endpoint = await endpoints.RefusedAsync(stoppingToken);
            if (time.GetElapsedTime(restarted) > 2 * LongestPause) pause = ShortestPause;
            do
            {
                await Task.Delay(pause, time, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            while (!endpoints.IsReady && !await TryRestartAsync(endpoint, stoppingToken));
            restarted = time.GetTimestamp();
        }
    }

    private async Task<bool> TryRestartAsync(IReceiveEndpoint endpoint, CancellationToken stopping)
    {
        try
        {
            await endpoint.Stop(stopping); // it would take a start before its end with it
            endpoint.Start(stopping);
            return true;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            Log.NotRestarted(logger, failure);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1507, LogLevel.Warning, "Consuming was not started anew; that is tried again")]
        public static partial void NotRestarted(ILogger logger, Exception failure);
    }
}
