using Sentinel.Contracts;
using Sentinel.Flows.Merging;

namespace Sentinel.Flows.Decoding;

/// <summary>What stands beside a body: the AMQP <c>message-id</c>, and the AMQP <c>timestamp</c> in epoch ms.</summary>
public readonly record struct MessageProperties(string? MessageId = null, long? Timestamp = null);

/// <summary>A body understood: its records in the order in which they stood in it.</summary>
/// <param name="DeclaredId"><c>batch_id</c>, else the AMQP <c>message-id</c>, else null.</param>
/// <param name="ExporterIp">The batch's exporter, where it names one.</param>
/// <param name="UnknownMembers">How many members were ignored because no field has their name.</param>
public sealed record DecodedMessage(
    string? DeclaredId, MessageIdentity Identity, Address? ExporterIp, IReadOnlyList<DecodedRecord> Records, int UnknownMembers)
{
    /// <summary>What the batch names as its exporter is none, so the exporter of its records is not known.</summary>
    public bool HasFaultyExporter { get; init; }

    /// <summary>The ids of the records, where they were kept without the message that gave them.</summary>
    internal IReadOnlyList<RecordId>? KeptIds { get; init; }

    public RecordId IdOf(int index) => KeptIds is { } ids ? ids[index] : Identity.RecordIdOf(index);
}

/// <summary>One record: a flow, or the faults that keep it from being one.</summary>
/// <param name="Text">The record as received, a slice of the body.</param>
/// <param name="Flow">Null where the record is of the wrong shape.</param>
/// <param name="Faults">All that is wrong with it; empty where it is a flow.</param>
public readonly record struct DecodedRecord(ReadOnlyMemory<byte> Text, Flow? Flow, IReadOnlyList<RecordFault> Faults);

/// <param name="Member">The member as the producer spelled it, or the record's own name for one that is missing; empty where the record is no object.</param>
public readonly record struct RecordFault(string Member, string Why);
