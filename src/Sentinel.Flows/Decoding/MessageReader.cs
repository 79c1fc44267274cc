using System.Text.Json;
using Sentinel.Flows.Merging;

namespace Sentinel.Flows.Decoding;

/// <summary>Finds out which form a body has, and reads its records where they stand.</summary>
internal sealed class MessageReader(ReadOnlyMemory<byte> body, MessageProperties properties)
{
    /// <summary>Deeper JSON is refused as broken.</summary>
    public const int MaxDepth = 64;

    private readonly RecordList records = new(body, properties.Timestamp);

    /// <param name="isEnvelopeAllowed">False inside an envelope: one is enough.</param>
    public DecodedMessage Read(bool isEnvelopeAllowed)
    {
        var json = NewReader();
        if (!json.Read()) throw new NotAMessageException("the body is empty");
        switch (json.TokenType)
        {
            case JsonTokenType.StartArray:
                records.ReadArray(ref json);
                RequireEnd(ref json);
                return Message(default, null, body);
            case JsonTokenType.StartObject:
                return ReadObject(ref json, isEnvelopeAllowed);
            default:
                throw new NotAMessageException("the body is neither an object nor an array");
        }
    }

    private DecodedMessage ReadObject(ref Utf8JsonReader json, bool isEnvelopeAllowed)
    {
        var head = new MessageHead(body);
        head.Read(ref json, records);
        if (head.Flows is { } flows)
        {
            RequireEnd(ref json);
            return Message(head.Exporter, head.RequireBatchId(), flows, head.UnknownMembers);
        }

        if (isEnvelopeAllowed && head is { HasMessageType: true, Envelope: { } inner })
        {
            RequireEnd(ref json);
            return new MessageReader(inner, properties).Read(isEnvelopeAllowed: false);
        }

        return ReadBareFlows();
    }

    /// <summary>One flow, or several one after another.</summary>
    private DecodedMessage ReadBareFlows()
    {
        var json = NewReader();
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.StartObject) throw new NotAMessageException("a line is no object");
            records.ReadRecord(ref json);
        }

        if (!records.HasKnownMember) throw new NotAMessageException("no member is one of a flow");
        return Message(default, null, body);
    }

    private DecodedMessage Message(BatchExporter exporter, string? batchId, ReadOnlyMemory<byte> flows, int unknownMembers = 0)
    {
        records.SetExporter(exporter);
        var declaredId = batchId ?? (properties.MessageId is { Length: > 0 } messageId ? messageId : null);
        var identity = MessageIdentity.Of(declaredId, exporter.Address, flows.Span);
        return new(declaredId, identity, exporter.Address, records.Records, unknownMembers + records.UnknownMembers)
        {
            HasFaultyExporter = exporter.Fault is not null,
        };
    }

    private static void RequireEnd(ref Utf8JsonReader json)
    {
        if (json.Read()) throw new NotAMessageException("something follows the message");
    }

    private Utf8JsonReader NewReader() => new(body.Span, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth });
}
