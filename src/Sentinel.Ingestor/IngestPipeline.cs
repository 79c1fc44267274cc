using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;
using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Enriching;
using Sentinel.Ingestor.Quarantine;
using Sentinel.Ingestor.Writing;

namespace Sentinel.Ingestor;

/// <summary>A message's way: decode, merge, bound, enrich, write, quarantine what cannot be written.</summary>
internal sealed class IngestPipeline(
    StorePreparation preparation, TimeBounds bounds, Enricher enricher, RowWriter writer, QuarantineWriter quarantine, IngestMetrics metrics, TimeProvider time)
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
        var message = FlowDecoder.Decode(body, properties);
        var refused = new RefusedRecords(message, time.GetUtcNow());
        refused.AddFaulted();

        await preparation.WaitAsync(cancellation);
        var taken = new List<MergedRow>();
        foreach (var merged in FlowMerger.Merge(message))
        {
            if (bounds.Judge(merged.Row.Flow.Window) is { } refusal)
            {
                refused.Add(merged.Records, refusal);
                continue;
            }

            enricher.Enrich(merged.Row.Flow);
            taken.Add(merged);
        }

        foreach (var (index, refusal) in await writer.WriteAsync(taken.ConvertAll(merged => merged.Row), cancellation))
            refused.Add(taken[index].Records, refusal);
        await quarantine.AddAsync(refused.All, cancellation);
        metrics.RecordsQuarantined(refused.Counts);
        metrics.MessageTaken(message.Records.Count, message.UnknownMembers);
    }
}
