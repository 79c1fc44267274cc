using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Sentinel.Contracts;

namespace Sentinel.Ingestor.Writing;

/// <summary>The one way of rows into the store, shared by all messages: they wait in one queue and are sent in bulks of many messages.</summary>
internal sealed class RowWriter(StorePreparation preparation, BulkWriter bulks, InFlight inFlight, IOptions<WriterOptions> options, TimeProvider time)
    : BackgroundService
{
    private readonly CancellationTokenSource stopped = new();
    private readonly Channel<PendingRow> waiting = Channel.CreateBounded<PendingRow>(
        new BoundedChannelOptions(options.Value.MaxRowsWaiting) { SingleReader = true });

    /// <summary>Returns when every row is durable or refused for good: the refused ones. Waits as long as the store is away.</summary>
    /// <exception cref="OperationCanceledException">Nothing is known of the rows; some may be durable, and writing them again changes nothing.</exception>
    public async Task<IReadOnlyList<RefusedRow>> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return [];
        var message = new PendingMessage(rows);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopped.Token);
        await using var abandon = end.Token.Register(() => message.Abandon(end.Token));
        for (var i = 0; i < rows.Count; i++) await waiting.Writer.WriteAsync(new(message, i), end.Token);
        return await message.Completion;
    }

    public override void Dispose()
    {
        stopped.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await preparation.WaitAsync(stoppingToken);
            var cutter = new BulkCutter(waiting.Reader, options.Value, time);
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                // Entered before the bulk is cut: while the store is busy, rows gather, and bulks grow.
                await inFlight.EnterAsync(stoppingToken);
                var bulk = await cutter.CutAsync(stoppingToken);
                running.RemoveAll(write => write.IsCompleted);
                if (bulk.Count == 0) inFlight.Leave();
                else running.Add(bulks.WriteAsync(bulk, stoppingToken));
            }
        }
        finally
        {
            await stopped.CancelAsync();
            await Task.WhenAll(running);
        }
    }
}
