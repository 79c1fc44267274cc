using System.Threading.Channels;
using Sentinel.Contracts;

namespace Sentinel.Ingestor.Writing;

/// <summary>The one way of rows into the store, shared by all messages: they wait in one queue and are sent in bulks of many messages.</summary>
internal sealed partial class RowWriter(
    StorePreparation preparation, BulkWriter bulks, InFlight inFlight, BulkLimits limits, TimeProvider time, ILogger<RowWriter> logger) : BackgroundService
{
    /// <summary>Without a timer there is nothing in it to dispose of, and who comes late still asks it.</summary>
    private readonly CancellationTokenSource stopped = new();
    private readonly Channel<PendingRow> waiting = Channel.CreateBounded<PendingRow>(
        new BoundedChannelOptions(limits.MaxRowsWaiting) { SingleReader = true });

    /// <summary>Returns when every row is durable or refused for good: the refused ones. Waits as long as the store is away.</summary>
    /// <exception cref="OperationCanceledException">Nothing is known of the rows; some may be durable, and writing them again changes nothing.</exception>
    /// <exception cref="Exception">A bulk failed in a way we do not know; the same holds.</exception>
    public async Task<IReadOnlyList<RefusedRow>> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return [];
        var message = new PendingMessage(rows);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopped.Token);
        await using var abandon = end.Token.Register(() => message.Abandon(end.Token));
        for (var i = 0; i < rows.Count; i++) await waiting.Writer.WriteAsync(new(message, i), end.Token);
        return await message.Completion;
    }

    /// <summary>Ends every wait, also where it comes before the writing has begun.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await stopped.CancelAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await preparation.WaitAsync(stoppingToken);
            var cutter = new BulkCutter(waiting.Reader, limits, time);
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                // Entered before the bulk is cut: while the store is busy, rows gather, and bulks grow.
                await inFlight.EnterAsync(stoppingToken);
                var bulk = await cutter.CutAsync(stoppingToken);
                running.RemoveAll(write => write.IsCompleted);
                if (bulk.Count == 0) inFlight.Leave();
                else running.Add(WriteAsync(bulk, stoppingToken));
            }
        }
        finally
        {
            await stopped.CancelAsync();
            await Task.WhenAll(running);
        }
    }

    private async Task WriteAsync(List<PendingRow> bulk, CancellationToken stopping)
    {
        PendingRow[] rows = [.. bulk];
        try
        {
            await bulks.WriteAsync(bulk, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            Log.BulkFailed(logger, rows.Length, failure);
            foreach (var row in rows) row.Message.Fail(failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Error, "A bulk of {Rows} rows failed in a way we do not know; its messages are tried again")]
        public static partial void BulkFailed(ILogger logger, int rows, Exception failure);
    }
}
