using System.Buffers;
using System.Text.Json;
using Sentinel.Flows.Decoding;

namespace Sentinel.QueryApi.Publishing;

/// <summary>A message of its own on the queue: some of a body's records, as they were received.</summary>
internal readonly record struct MessagePart(string Id, ReadOnlyMemory<byte> Body);

/// <summary>Cuts a body into messages that a consumer takes, always at the same places.</summary>
internal static class MessageParts
{
    public const int MaxFlows = 2_000;

    /// <summary>Of the records' text, where they are far larger than flows usually are.</summary>
    public const int MaxTextBytes = 8 * 1024 * 1024;

    private const int MaxFrameBytes = 16 * 1024;

    /// <summary>Of a record: the decoder reads 64 levels, of which a batch takes two.</summary>
    private const int MaxDepth = 62;

    /// <summary>False where the record, alone in a message, would be more than a consumer reads.</summary>
    public static bool HasRoomFor(DecodedRecord record)
    {
        var text = record.Text.Span;
        if (text.Length > NotAMessageException.MaxBodyBytes - MaxFrameBytes) return false;
        if (text.Count((byte)'{') + text.Count((byte)'[') <= MaxDepth) return true;
        try
        {
            var json = new Utf8JsonReader(text, new() { MaxDepth = MaxDepth });
            return json.Read() && json.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static IEnumerable<MessagePart> Cut(DecodedMessage message, BatchId id)
    {
        var records = message.Records;
        for (int first = 0, part = 0; first < records.Count; part++)
        {
            var end = first + 1;
            for (var bytes = records[first].Text.Length; end < records.Count && end - first < MaxFlows; end++)
            {
                bytes += records[end].Text.Length;
                if (bytes > MaxTextBytes) break;
            }

            yield return Write(message, id.OfPart(part), first, end);
            first = end;
        }
    }

    private static MessagePart Write(DecodedMessage message, string id, int first, int end)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("batch_id"u8, id);
            if (message.ExporterIp is { } exporter) json.WriteString("exporter_ip"u8, exporter.ToString());
            json.WriteStartArray("flows"u8);
            for (var index = first; index < end; index++) json.WriteRawValue(message.Records[index].Text.Span, skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new(id, body.WrittenMemory);
    }
}
