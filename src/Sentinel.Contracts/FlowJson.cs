using System.Text.Json;

namespace Sentinel.Contracts;

/// <summary>
/// The JSON of a flow in its own names: times in epoch ms, addresses and keywords as text, numbers as numbers; unknown members left out.
/// What a producer of ours sends and what an engine stores.
/// </summary>
public static class FlowJson
{
    /// <summary>Writes the members that a message supplies, into an object that the caller opened.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Flow flow)
    {
        foreach (var field in FlowFields.Supplied) WriteMember(json, field, flow);
    }

    /// <summary>Writes the batch as producers publish it.</summary>
    public static void Write(Utf8JsonWriter json, FlowBatch batch)
    {
        json.WriteStartObject();
        json.WriteString("batch_id", batch.BatchId);
        if (batch.ExporterIp is { } exporter) WriteAddress(json, FlowFields.ExporterIp, exporter);
        json.WriteStartArray("flows");
        foreach (var flow in batch.Flows)
        {
            json.WriteStartObject();
            foreach (var field in FlowFields.Supplied)
            {
                var seenByBatch = field == FlowFields.ExporterIp && flow.ExporterIp == Address.UnspecifiedV4;
                if (!seenByBatch) WriteMember(json, field, flow);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads an object that <see cref="WriteMembers"/> wrote; members it does not know are skipped.</summary>
    /// <param name="json">Stands on the object's start, afterwards on its end.</param>
    public static Flow Read(ref Utf8JsonReader json)
    {
        var flow = new Flow();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = Names.Find(ref json);
            json.Read();
            if (json.TokenType == JsonTokenType.Null) continue;
            switch (field)
            {
                case NumberField number:
                    number.Set(flow, json.GetInt64());
                    break;
                case AddressField address:
                    address.Set(flow, Address.Parse(json.GetString()!));
                    break;
                case KeywordField keyword:
                    keyword.Set(flow, json.GetString()!);
                    break;
                case KeywordListField list:
                    list.Set(flow, ReadList(ref json));
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return flow;
    }

    private static List<string> ReadList(ref Utf8JsonReader json)
    {
        var list = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) list.Add(json.GetString()!);
        return list;
    }

    private static void WriteMember(Utf8JsonWriter json, Field field, Flow flow)
    {
        switch (field)
        {
            case NumberField number when number.Get(flow) is { } value:
                json.WriteNumber(Names.Encoded(field), value);
                break;
            case AddressField address when address.Get(flow) is { } value:
                WriteAddress(json, field, value);
                break;
            case KeywordField keyword when keyword.Get(flow) is { } value:
                json.WriteString(Names.Encoded(field), value);
                break;
            case KeywordListField list when list.Get(flow) is { Count: > 0 } values:
                json.WriteStartArray(Names.Encoded(field));
                foreach (var value in values) json.WriteStringValue(value);
                json.WriteEndArray();
                break;
        }
    }

    private static void WriteAddress(Utf8JsonWriter json, Field field, Address address)
    {
        Span<byte> utf8 = stackalloc byte[Address.MaxTextLength];
        json.WriteString(Names.Encoded(field), utf8[..address.Format(utf8)]);
    }

    private static class Names
    {
        private static readonly Dictionary<Field, JsonEncodedText> Texts =
            FlowFields.All.ToDictionary(field => field, field => JsonEncodedText.Encode(field.Name));

        private static readonly Dictionary<string, Field>.AlternateLookup<ReadOnlySpan<char>> Fields =
            FlowFields.Supplied.ToDictionary(field => field.Name, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        public static JsonEncodedText Encoded(Field field) => Texts[field];

        public static Field? Find(ref Utf8JsonReader json)
        {
            Span<char> name = stackalloc char[64];
            if (json.HasValueSequence || json.ValueSpan.Length > name.Length) return null;
            return Fields.TryGetValue(name[..json.CopyString(name)], out var field) ? field : null;
        }
    }
}
