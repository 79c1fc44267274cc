using System.Buffers;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Flows.Publishing;

namespace Sentinel.Standalone.Demo;

/// <summary>Publishes the last day of the demo's traffic, the newest first, then each slot as it ends.</summary>
internal sealed partial class DemoPublisher(IFlowPublisher publisher, TimeProvider time, ILogger<DemoPublisher> logger) : BackgroundService
{
    private const long SlotsADay = Window.DayMilliseconds / DemoTraffic.SlotMilliseconds;

    /// <summary>As many messages at once as make full bulks of small batches.</summary>
    private const int InFlight = 256;

    private readonly TaskCompletionSource dayIsThere = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the last day is stored.</summary>
    public Task DayIsThere => dayIsThere.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var next = CurrentSlot();
        await PublishDayBeforeAsync(next, stoppingToken);
        dayIsThere.SetResult();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            for (; next < CurrentSlot(); next++) await PublishAsync(next, stoppingToken);
        }
    }

    private long CurrentSlot() => time.GetUtcNow().ToUnixTimeMilliseconds() / DemoTraffic.SlotMilliseconds;

    private async Task PublishDayBeforeAsync(long end, CancellationToken cancellation)
    {
        var published = 0;
        var slots = Enumerable.Range(1, (int)SlotsADay).Select(back => end - back);
        await Parallel.ForEachAsync(slots, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellation }, async (slot, token) =>
        {
            await PublishAsync(slot, token);
            var count = Interlocked.Increment(ref published);
            if (count % (SlotsADay / 4) == 0) Log.Progress(logger, 100 * count / SlotsADay);
        });
    }

    /// <summary>Does not give up: the batch's id makes sending it again harmless.</summary>
    private async Task PublishAsync(long slot, CancellationToken cancellation)
    {
        var batch = DemoTraffic.BatchOf(slot);
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        await using (var json = new Utf8JsonWriter(body)) FlowJson.Write(json, batch);
        while (true)
        {
            try
            {
                await publisher.TakeAsync(body.WrittenMemory, batch.BatchId, cancellation);
                return;
            }
            catch (NotConfirmedException refused)
            {
                cancellation.ThrowIfCancellationRequested();
                Log.Refused(logger, refused.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellation);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Information, "Demo: {Percent} % of the last day's traffic is taken")]
        public static partial void Progress(ILogger logger, long percent);

        [LoggerMessage(5002, LogLevel.Warning, "Demo: traffic was not taken, trying again: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
