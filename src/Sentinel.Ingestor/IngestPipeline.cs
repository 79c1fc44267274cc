using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;
using Sentinel.Flows.Publishing;
using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Enriching;
using Sentinel.Ingestor.Quarantine;
using Sentinel.Ingestor.Writing;

namespace Sentinel.Ingestor;

/// <summary>A message's way: decode, merge, bound, enrich, write, quarantine what cannot be written.</summary>
internal sealed class IngestPipeline(
    StorePreparation preparation,
    TimeBounds bounds,
    Enricher enricher,
    RowWriter writer,
    QuarantineWriter quarantine,
    QuarantinedRows quarantined,
    IngestMetrics metrics,
    TimeProvider time)
{
    /// <summary>
    /// Returns when each record of the message is durable, in the store or in quarantine; waits as long as the store is away. To be called
    /// again for the same message as often as one likes: it counts once.
    /// </summary>
    /// <param name="body">Not to be changed before the call returns.</param>
    /// <exception cref="NotAMessageException">Nothing of the body can be taken.</exception>
    /// <exception cref="OperationCanceledException">Nothing is known of the message; take it again.</exception>
    public async Task TakeAsync(ReadOnlyMemory<byte> body, MessageProperties properties, CancellationToken cancellation)
    {
        if (ResendOrder.TryRead(body.Span, out var order))
        {
            await TakeAgainAsync(order.Row, cancellation);
            return;
        }

        var message = FlowDecoder.Decode(body, properties);
        var refused = await StoreAsync(message, FlowMerger.Merge(message), properties.Timestamp, cancellation);
        await quarantine.AddAsync(refused.All, cancellation);
        metrics.RecordsQuarantined(refused.Counts);
        metrics.MessageTaken(message.Records.Count, message.UnknownMembers);
    }

    /// <summary>
    /// A row leaves quarantine once it is durable in the store, and not before: whatever dies in between leaves it there, and taken again it
    /// is the same row. It leaves whole or not at all, so that what stays can still be taken again.
    /// </summary>
    private async Task TakeAgainAsync(RecordId row, CancellationToken cancellation)
    {
        await preparation.WaitAsync(cancellation);
        if (await quarantined.ReadAsync(row, cancellation) is not { } found) return;
        var records = found.Message.Records.Count;
        // Its place in the message is not known here, and a message must not count twice.
        var merged = FlowMerger.Merge(found.Message);
        foreach (var part in merged) part.Row.Flow.BeginsMessage = false;
        var refused = await StoreAsync(found.Message, merged, found.Timestamp, cancellation);
        if (refused.All.Count > 0)
        {
            await quarantine.AddAsync(found.RefusedAgain(refused), cancellation);
            return;
        }

        await quarantined.RemoveAsync(row, cancellation);
        metrics.RecordsResent(records);
    }

    /// <summary>Returns what is not in the store.</summary>
    private async Task<RefusedRecords> StoreAsync(DecodedMessage message, IReadOnlyList<MergedRow> rows, long? timestamp, CancellationToken cancellation)
    {
        var refused = new RefusedRecords(message, timestamp, time.GetUtcNow());
        refused.AddFaulted();

        await preparation.WaitAsync(cancellation);
        // Before any is refused: which row begins the message must not hang on when it is taken.
        enricher.NameExporters([.. rows.Select(merged => merged.Row.Flow)]);
        var taken = new List<MergedRow>();
        foreach (var merged in rows)
        {
            if (bounds.Judge(merged.Row.Flow.Window) is { } refusal)
            {
                refused.Add(merged.Records, refusal);
                continue;
            }

            taken.Add(merged);
        }

        enricher.Enrich([.. taken.Select(merged => merged.Row.Flow)]);
        foreach (var (index, refusal) in await writer.WriteAsync(taken.ConvertAll(merged => merged.Row), cancellation))
            refused.Add(taken[index].Records, refusal);
        return refused;
    }
}
