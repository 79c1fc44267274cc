using System.Threading.Channels;

namespace Sentinel.Ingestor.Writing;

/// <summary>Takes waiting rows, of however many messages, until the bulk has enough rows or bytes, or is old enough.</summary>
internal sealed class BulkCutter(ChannelReader<PendingRow> waiting, BulkLimits limits, TimeProvider time)
{
    /// <summary>Empty where all rows that waited were abandoned.</summary>
    public async Task<List<PendingRow>> CutAsync(CancellationToken cancellation)
    {
        var bulk = new List<PendingRow>();
        var bytes = 0;
        var started = time.GetTimestamp();
        while (!Fill(bulk, ref bytes) && bulk.Count > 0)
        {
            var age = time.GetElapsedTime(started);
            if (age >= limits.MaxAge || !await MoreWithinAsync(limits.MaxAge - age, cancellation)) break;
        }

        return bulk;
    }

    private bool Fill(List<PendingRow> bulk, ref int bytes)
    {
        while (bulk.Count < limits.MaxRowsPerBulk && bytes < limits.MaxBytesPerBulk)
        {
            if (!waiting.TryRead(out var pending)) return false;
            if (pending.Message.IsAbandoned) continue;
            bulk.Add(pending);
            bytes += RowSize.EstimateOf(pending.Row.Flow);
        }

        return true;
    }

    private async Task<bool> MoreWithinAsync(TimeSpan wait, CancellationToken cancellation)
    {
        using var old = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(old.Token, cancellation);
        try
        {
            return await waiting.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
