using MassTransit;
using Sentinel.Ingestor.Retrying;
using Sentinel.Ingestor.Writing;

namespace Sentinel.Ingestor.Consuming;

/// <summary>
/// Stops consuming while the store takes nothing: what is held goes back to the queue, long before the broker would close the channel for it,
/// and consuming starts again when the store takes rows. Where that proves wrong at once, the next start waits, and the one after it longer.
/// </summary>
internal sealed partial class OutageWatch(
    Outage outage, EndpointWatch endpoints, HeldDeliveries deliveries, StoreProbe probe, StoreRetry retry, PauseLimits limits, TimeProvider time, ILogger<OutageWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        while (true)
        {
            var started = time.GetTimestamp();
            var reason = await outage.ReportedAsync(stoppingToken);
            pause = time.GetElapsedTime(started) < limits.LongestHold ? LongerThan(pause) : TimeSpan.Zero;
            var endpoint = await endpoints.ReadyAsync(stoppingToken);
            await StopAsync(endpoint, reason, stoppingToken);
            await retry.RunAsync(probe.AskAsync, stoppingToken);
            await Task.Delay(pause, time, stoppingToken);
            outage.Forget();
            deliveries.TakeAgain();
            Start(endpoint, stoppingToken);
        }
    }

    /// <summary>A broker that is away as well may make it fail, which is no reason to end: deliveries are lost with their channel, and so given back.</summary>
    private async Task StopAsync(IReceiveEndpoint endpoint, string reason, CancellationToken stopping)
    {
        Log.Stopping(logger, reason);
        try
        {
            var ending = endpoint.Stop(stopping);
            await deliveries.GiveBackAsync();
            await Task.WhenAny(ending, Task.Delay(Patience, time, stopping));
            if (!ending.IsCompleted) Log.NotStoppedYet(logger);
            await ending; // it would take a start before its end with it
            Log.Stopped(logger);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            Log.NotStopped(logger, failure);
        }
    }

    private void Start(IReceiveEndpoint endpoint, CancellationToken stopping)
    {
        try
        {
            endpoint.Start(stopping);
            Log.Started(logger);
        }
        catch (InvalidOperationException failure)
        {
            Log.NotStopped(logger, failure); // it runs, since it did not stop
        }
    }

    private TimeSpan LongerThan(TimeSpan pause) =>
        pause == TimeSpan.Zero ? limits.Longest : pause * 2 < limits.LongestHold ? pause * 2 : limits.LongestHold;

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Error, "Consuming stops, since {Reason}; all messages that are held go back to the queue")]
        public static partial void Stopping(ILogger logger, string reason);

        [LoggerMessage(1502, LogLevel.Warning, "Consuming has stopped; the store is asked until it takes rows again")]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(1504, LogLevel.Warning, "Consuming was told to stop and has not; it goes on as it is")]
        public static partial void NotStopped(ILogger logger, Exception failure);

        [LoggerMessage(1505, LogLevel.Warning, "Consuming was told to stop and has not yet: the broker does not answer; it starts again once it has")]
        public static partial void NotStoppedYet(ILogger logger);

        [LoggerMessage(1503, LogLevel.Warning, "The store takes rows again: consuming starts")]
        public static partial void Started(ILogger logger);
    }
}
