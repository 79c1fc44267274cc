using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>All records of a row that lie in quarantine.</summary>
internal sealed class QuarantinedRow
{
    private readonly IReadOnlyList<QuarantinedRecord> records;

    private QuarantinedRow(IReadOnlyList<QuarantinedRecord> records, DecodedMessage message) => (this.records, Message) = (records, message);

    /// <summary>What is to be taken again.</summary>
    public DecodedMessage Message { get; }

    /// <summary>Of its message; epoch ms.</summary>
    public long? Timestamp => records[0].Origin!.Timestamp;

    /// <summary>Null where one of the row's records is missing, or its text: the row made of the others would have the same id and other sums.</summary>
    /// <param name="found">By their places; one may stand there twice.</param>
    public static QuarantinedRow? Of(IReadOnlyList<QuarantinedRecord> found)
    {
        QuarantinedRecord[] whole = [.. found.Where(record => record.Origin is not null).DistinctBy(record => record.Origin!.Place)];
        if (whole.Length == 0 || whole.Length != whole[0].Origin!.Count) return null;
        var ids = new RecordId[whole.Length];
        for (var place = 0; place < ids.Length; place++)
        {
            if (whole[place].Origin!.Place != place || !RecordId.TryParse(whole[place].Id, out ids[place])) return null;
        }

        var first = whole[0];
        try
        {
            var kept = new KeptRecords(first.MessageId, ids, Array.ConvertAll(whole, record => record.Record), first.Origin!.ExporterIp, first.Origin.Timestamp);
            return new(whole, kept.Decode());
        }
        catch (NotAMessageException)
        {
            return null;
        }
    }

    /// <summary>Its records as they were received, with the reason why they are refused now.</summary>
    public IReadOnlyList<QuarantinedRecord> RefusedAgain(RefusedRecords refused)
    {
        var again = refused.All.ToDictionary(record => record.Id, StringComparer.Ordinal);
        return [.. records.Select(record => again.TryGetValue(record.Id, out var now) ? record with { Cause = now.Cause, Reason = now.Reason } : record)];
    }
}
