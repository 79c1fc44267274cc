using System.Text.Json;
using System.Text.Unicode;
using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>
/// Reads a message in every form in which flows arrive: a <see cref="FlowBatch"/>, a MassTransit envelope of one, a bare flow, an array of
/// flows, NDJSON, and the JSON of known producers. The same bytes and properties give the same flows, wherever and whenever: a flow whose
/// exporter neither it nor its batch names has <see cref="Address.UnspecifiedV4"/>, whatever is configured.
/// </summary>
public static class FlowDecoder
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <param name="body">Kept: the texts of the records are slices of it.</param>
    /// <exception cref="NotAMessageException">The body as a whole is none; a single bad record is told in its faults instead.</exception>
    public static DecodedMessage Decode(ReadOnlyMemory<byte> body, MessageProperties properties)
    {
        if (body.Length > NotAMessageException.MaxBodyBytes)
            throw new NotAMessageException($"the body is larger than {NotAMessageException.MaxBodyBytes} bytes", isTooLarge: true);
        if (!Utf8.IsValid(body.Span)) throw new NotAMessageException("the body is no valid UTF-8");
        if (body.Span.StartsWith(ByteOrderMark)) body = body[ByteOrderMark.Length..];
        try
        {
            return new MessageReader(body, properties).Read(isEnvelopeAllowed: true);
        }
        catch (JsonException broken)
        {
            throw new NotAMessageException($"the JSON is broken at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}");
        }
    }
}
