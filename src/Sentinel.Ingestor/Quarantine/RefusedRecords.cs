using System.Text;
using Sentinel.Flows.Decoding;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>The records of one message that cannot be counted, gathered on the message's way.</summary>
internal sealed class RefusedRecords(DecodedMessage message, DateTimeOffset receivedAt, IngestMetrics metrics)
{
    private readonly List<QuarantinedRecord> all = [];

    public IReadOnlyList<QuarantinedRecord> All => all;

    /// <summary>Takes the records that are no flows.</summary>
    public void AddFaulted()
    {
        for (var i = 0; i < message.Records.Count; i++)
            if (message.Records[i].Flow is null)
                Add([i], new Refusal(RefusalCause.Shape, string.Join("; ", message.Records[i].Faults.Select(fault => $"{fault.Member}: {fault.Why}"))));
    }

    public void Add(IReadOnlyList<int> indexes, Refusal refusal)
    {
        foreach (var index in indexes)
            all.Add(new(
                message.Identity.QuarantineIdOf(index), refusal.Reason, Encoding.UTF8.GetString(message.Records[index].Text.Span), message.DeclaredId, receivedAt));
        metrics.RecordsQuarantined(refusal.Cause, indexes.Count);
    }
}
