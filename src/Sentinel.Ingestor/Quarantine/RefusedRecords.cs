using System.Text;
using Sentinel.Flows.Decoding;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>The records of one message that cannot be counted, gathered on the message's way.</summary>
/// <param name="timestamp">The message's, epoch ms.</param>
internal sealed class RefusedRecords(DecodedMessage message, long? timestamp, DateTimeOffset receivedAt)
{
    /// <summary>A record may repeat a faulty member without end.</summary>
    private const int MaxFaultsTold = 20;

    private readonly List<QuarantinedRecord> all = [];
    private readonly Dictionary<RefusalCause, int> counts = [];

    public IReadOnlyList<QuarantinedRecord> All => all;

    public IReadOnlyDictionary<RefusalCause, int> Counts => counts;

    /// <summary>Takes the records that are no flows; each would be a row of its own.</summary>
    public void AddFaulted()
    {
        for (var i = 0; i < message.Records.Count; i++)
        {
            if (message.Records[i].Flow is null) Add([i], new Refusal(RefusalCause.Shape, ReasonOf(message.Records[i].Faults)));
        }
    }

    /// <param name="indexes">Of all the records of a row, in their order.</param>
    public void Add(IReadOnlyList<int> indexes, Refusal refusal)
    {
        var row = message.IdOf(indexes[0]).ToString();
        for (var place = 0; place < indexes.Count; place++)
        {
            var index = indexes[place];
            var origin = message.HasFaultyExporter ? null : new RecordOrigin(row, place, indexes.Count, message.ExporterIp, timestamp);
            all.Add(new(
                message.IdOf(index).ToString(), refusal.Cause, refusal.Reason, Encoding.UTF8.GetString(message.Records[index].Text.Span), message.DeclaredId, receivedAt, origin));
        }

        counts[refusal.Cause] = counts.GetValueOrDefault(refusal.Cause) + indexes.Count;
    }

    private static string ReasonOf(IReadOnlyList<RecordFault> faults)
    {
        var told = string.Join("; ", faults.Take(MaxFaultsTold).Select(fault => fault.Member.Length == 0 ? fault.Why : $"{fault.Member}: {fault.Why}"));
        return faults.Count > MaxFaultsTold ? $"{told}; and {faults.Count - MaxFaultsTold} more" : told;
    }
}
