using System.Text.Json;
using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>The records of a body, in its order.</summary>
/// <param name="messageTime">Epoch ms, where the message came with one.</param>
internal sealed class RecordList(ReadOnlyMemory<byte> body, long? messageTime)
{
    /// <summary>As many as the largest body holds of the shortest flow; what has more would cost memory out of proportion to its size.</summary>
    private const int MaxRecords = NotAMessageException.MaxBodyBytes / ShortestFlowBytes;

    /// <summary>Of <c>{"src_ip":"::","dst_ip":"::"}</c>, whose time is the message's; NDJSON needs nothing between two.</summary>
    private const int ShortestFlowBytes = 29;

    private static readonly ulong Exporter = RecordMembers.BitOf(FlowFields.ExporterIp);
    private static readonly RecordFault[] NoObject = [new("", "the record is no object")];

    private readonly List<DecodedRecord> records = [];
    private readonly List<int> withoutExporter = [];
    private readonly long? messageTime = messageTime is > 0 and var time && time <= FlowFields.LastSeen.Max ? time : null;
    private readonly RecordReader reader = new();
    private (IReadOnlyList<RecordFault>? Before, IReadOnlyList<RecordFault> After) lastWith = (null, []);

    public IReadOnlyList<DecodedRecord> Records => records;

    public int UnknownMembers => reader.UnknownMembers;

    /// <summary>Whether any record has a member that a field knows.</summary>
    public bool HasKnownMember { get; private set; }

    /// <param name="json">Stands on the array's start, afterwards on its end.</param>
    public void ReadArray(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) ReadRecord(ref json);
    }

    /// <param name="json">Stands on the record's start, afterwards on its end.</param>
    public void ReadRecord(ref Utf8JsonReader json)
    {
        if (records.Count == MaxRecords) throw new NotAMessageException($"the body holds more than {MaxRecords} records");
        var start = (int)json.TokenStartIndex;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            records.Add(new(body[start..(int)json.BytesConsumed], null, NoObject));
            return;
        }

        var draft = reader.Draft;
        reader.Read(ref json);
        RecordCompletion.Complete(draft, messageTime);
        HasKnownMember |= draft.HasKnownMember;
        if (!draft.Has(Exporter) && !draft.HasFaulty(Exporter)) withoutExporter.Add(records.Count);
        var faults = draft.TakeFaults();
        records.Add(new(body[start..(int)json.BytesConsumed], faults.Count == 0 ? draft.Flow : null, faults));
    }

    /// <summary>Gives the records that name no exporter the batch's, which may stand behind them.</summary>
    public void SetExporter(BatchExporter exporter)
    {
        foreach (var index in withoutExporter)
        {
            var record = records[index];
            if (exporter.Fault is { } fault) records[index] = record with { Flow = null, Faults = With(record.Faults, fault) };
            else if (exporter.Address is { } address) record.Flow?.ExporterIp = address;
        }
    }

    /// <summary>Neighbours that share a list of faults share the longer one too.</summary>
    private IReadOnlyList<RecordFault> With(IReadOnlyList<RecordFault> faults, RecordFault fault)
    {
        if (!ReferenceEquals(lastWith.Before, faults)) lastWith = (faults, [.. faults, fault]);
        return lastWith.After;
    }
}
