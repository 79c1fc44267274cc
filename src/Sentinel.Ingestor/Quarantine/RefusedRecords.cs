using System.Text;
using Sentinel.Flows.Decoding;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>The records of one message that cannot be counted, gathered on the message's way.</summary>
internal sealed class RefusedRecords(DecodedMessage message, DateTimeOffset receivedAt)
{
    /// <summary>A record may repeat a faulty member without end.</summary>
    private const int MaxFaultsTold = 20;

    private readonly List<QuarantinedRecord> all = [];
    private readonly Dictionary<RefusalCause, int> counts = [];

    public IReadOnlyList<QuarantinedRecord> All => all;

    public IReadOnlyDictionary<RefusalCause, int> Counts => counts;

    /// <summary>Takes the records that are no flows.</summary>
    public void AddFaulted()
    {
        for (var i = 0; i < message.Records.Count; i++)
        {
            if (message.Records[i].Flow is null) Add([i], new Refusal(RefusalCause.Shape, ReasonOf(message.Records[i].Faults)));
        }
    }

    public void Add(IReadOnlyList<int> indexes, Refusal refusal)
    {
        foreach (var index in indexes)
        {
            all.Add(new(
                message.Identity.QuarantineIdOf(index), refusal.Reason, Encoding.UTF8.GetString(message.Records[index].Text.Span), message.DeclaredId, receivedAt));
        }

        counts[refusal.Cause] = counts.GetValueOrDefault(refusal.Cause) + indexes.Count;
    }

    private static string ReasonOf(IReadOnlyList<RecordFault> faults)
    {
        var told = string.Join("; ", faults.Take(MaxFaultsTold).Select(fault => $"{fault.Member}: {fault.Why}"));
        return faults.Count > MaxFaultsTold ? $"{told}; and {faults.Count - MaxFaultsTold} more" : told;
    }
}
