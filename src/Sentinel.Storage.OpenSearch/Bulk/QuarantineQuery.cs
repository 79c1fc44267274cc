using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>The member <c>query</c> of what is asked of the quarantine.</summary>
internal static class QuarantineQuery
{
    public static void Write(Utf8JsonWriter json, QuarantineFilter filter, QuarantinePosition? after = null)
    {
        json.WriteStartObject("query");
        json.WriteStartObject("bool");
        json.WriteStartArray("filter");
        if (filter.Cause is { } cause) WriteCause(json, cause);
        if (filter.Before is { } before) WriteBound(json, "received_at", "lt", () => json.WriteNumberValue(before));
        if (filter.Row is { } row) WriteTerm(json, "row", row);
        if (filter.Id is { } id) WriteTerm(json, "id", id);
        if (after is { } position) WriteBehind(json, position);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A record of an earlier version has none, and is of an unknown one.</summary>
    private static void WriteCause(Utf8JsonWriter json, RefusalCause cause)
    {
        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WriteStartArray("should");
        WriteTerm(json, "cause", cause.Word());
        if (cause is RefusalCause.Unknown)
        {
            json.WriteStartObject();
            json.WriteStartObject("bool");
            json.WriteStartObject("must_not");
            json.WriteStartObject("exists");
            json.WriteString("field", "cause");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Received later, or in the same ms with a greater id.</summary>
    private static void WriteBehind(Utf8JsonWriter json, QuarantinePosition position)
    {
        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WriteStartArray("should");
        WriteBound(json, "received_at", "gt", () => json.WriteNumberValue(position.ReceivedAt));
        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WriteStartArray("filter");
        WriteBound(json, "received_at", "gte", () => json.WriteNumberValue(position.ReceivedAt));
        WriteBound(json, "id", "gt", () => json.WriteStringValue(position.Id));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTerm(Utf8JsonWriter json, string field, string value)
    {
        json.WriteStartObject();
        json.WriteStartObject("term");
        json.WriteString(field, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBound(Utf8JsonWriter json, string field, string bound, Action writeValue)
    {
        json.WriteStartObject();
        json.WriteStartObject("range");
        json.WriteStartObject(field);
        json.WritePropertyName(bound);
        writeValue();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
