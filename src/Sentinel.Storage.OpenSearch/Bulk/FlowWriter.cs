using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>A call is one bulk. The op is <c>index</c> under the row's id: a row sent again is written over by itself.</summary>
internal sealed class FlowWriter(BulkClient bulk) : IFlowWriter
{
    private const int TypicalRowBytes = 700;

    public async Task<IReadOnlyList<RowOutcome>> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return [];
        using var body = new JsonBody(rows.Count * TypicalRowBytes);
        Write(body, rows);
        return await bulk.SendAsync(body, rows.Count, cancellation);
    }

    internal static void Write(JsonBody body, IReadOnlyList<FlowRow> rows)
    {
        var (day, alias) = (default(DateOnly), default(JsonEncodedText));
        foreach (var row in rows)
        {
            var window = row.Flow.Window;
            if (window.Day != day) (day, alias) = (window.Day, JsonEncodedText.Encode(new DayIndexName(window.Day).WriteAlias));
            WriteAction(body, alias, row.Id);
            WriteSource(body, row, window);
        }
    }

    private static void WriteAction(JsonBody body, JsonEncodedText alias, RowId id)
    {
        Span<byte> text = stackalloc byte[RowId.TextLength];
        id.Format(text);
        body.Json.WriteStartObject();
        body.Json.WriteStartObject(Names.Index);
        body.Json.WriteString(Names.IndexName, alias);
        body.Json.WriteString(Names.Id, text);
        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
        body.EndLine();
    }

    private static void WriteSource(JsonBody body, FlowRow row, Window window)
    {
        var json = body.Json;
        json.WriteStartObject();
        json.WriteNumber(Names.Timestamp, window.End);
        FlowJson.WriteMembers(json, row.Flow);
        WritePair(json, row.Flow);
        json.WriteNumber(Names.Tie, row.Id.Tie);
        json.WriteEndObject();
        body.EndLine();
    }

    private static void WritePair(Utf8JsonWriter json, Flow flow)
    {
        Span<byte> text = stackalloc byte[Flow.MaxPairLength];
        json.WriteString(Names.Pair, text[..flow.FormatPair(text)]);
    }

    private static class Names
    {
        public static readonly JsonEncodedText Index = JsonEncodedText.Encode("index");
        public static readonly JsonEncodedText IndexName = JsonEncodedText.Encode("_index");
        public static readonly JsonEncodedText Id = JsonEncodedText.Encode("_id");
        public static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode(FlowFields.Timestamp.Name);
        public static readonly JsonEncodedText Pair = JsonEncodedText.Encode(FlowFields.Pair.Name);
        public static readonly JsonEncodedText Tie = JsonEncodedText.Encode(FlowFields.Tie.Name);
    }
}
