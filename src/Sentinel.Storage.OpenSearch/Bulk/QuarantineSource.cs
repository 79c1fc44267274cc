using System.Globalization;
using System.Text.Json;
using Sentinel.Contracts;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>A quarantined record as it is kept: the excerpt of its text beside the text, so that lists need not read what may be large.</summary>
internal static class QuarantineSource
{
    /// <summary>The members that lists leave out.</summary>
    public const string Text = "record";

    public static void Write(Utf8JsonWriter json, QuarantinedRecord record)
    {
        json.WriteString("cause", record.Cause.Word());
        json.WriteString("reason", record.Reason);
        json.WriteString(Text, record.Record);
        json.WriteString("excerpt", QuarantinedRecord.ExcerptOf(record.Record));
        if (record.MessageId is { } message) json.WriteString("message_id", message);
        json.WriteString("received_at", record.ReceivedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        if (record.Origin is not { } origin) return;
        json.WriteString("row", origin.Row);
        json.WriteNumber("place", origin.Place);
        json.WriteNumber("row_count", origin.Count);
        if (origin.ExporterIp is { } exporter) json.WriteString("exporter_ip", exporter.ToString());
        if (origin.Timestamp is { } timestamp) json.WriteNumber("timestamp", timestamp);
    }

    /// <summary>With the excerpt where the text was left out; an earlier version kept none.</summary>
    public static QuarantinedRecord Read(JsonElement source) => new(
        source.GetProperty("id").GetString()!,
        RefusalCauses.Of(Optional(source, "cause")),
        source.GetProperty("reason").GetString()!,
        Optional(source, Text) ?? Optional(source, "excerpt") ?? "",
        Optional(source, "message_id"),
        source.GetProperty("received_at").GetDateTimeOffset(),
        Optional(source, "row") is { } row ? ReadOrigin(source, row) : null);

    private static RecordOrigin ReadOrigin(JsonElement source, string row) => new(
        row,
        source.GetProperty("place").GetInt32(),
        source.GetProperty("row_count").GetInt32(),
        Optional(source, "exporter_ip") is { } exporter ? Address.Parse(exporter) : null,
        source.TryGetProperty("timestamp", out var timestamp) ? timestamp.GetInt64() : null);

    private static string? Optional(JsonElement source, string member) => source.TryGetProperty(member, out var text) ? text.GetString() : null;
}
