using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Documents;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>
/// A call is one bulk. The op is <c>index</c> under the row's id: a row sent again is written over by itself. The state is read again after
/// the engine's answer: only what is not sealed by then is told as stored, and is in its day's last roll-ups at the latest.
/// </summary>
internal sealed class FlowWriter(BulkClient bulk, StateDocument state) : IFlowWriter
{
    private const int TypicalRowBytes = 700;

    private static readonly RowOutcome Cleared = new(RowStatus.TryAgain, "the store was cleared meanwhile");
    private static readonly RowOutcome NotHeld = new(RowStatus.NotHeld, "its day is not held");

    public async Task<IReadOnlyList<RowOutcome>> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return [];
        var named = await state.LastReadAsync(cancellation);
        using var body = new JsonBody(rows.Count * TypicalRowBytes);
        Write(body, rows, named.Generation);
        var outcomes = await bulk.SendAsync(body, "index", rows.Count, cancellation);
        var (now, _) = await state.ReadAsync(cancellation);
        for (var index = 0; index < outcomes.Length; index++)
        {
            if (now.Generation != named.Generation) outcomes[index] = Cleared;
            else if (!IsTaken(rows[index].Flow.Window.Day, outcomes[index], now)) outcomes[index] = NotHeld;
        }

        return outcomes;
    }

    private static bool IsTaken(DateOnly day, RowOutcome outcome, StoreState now) =>
        now.Holds(day) || (now.Keeps(day) && outcome.Status is RowStatus.Stored or RowStatus.Duplicate);

    internal static void Write(JsonBody body, IReadOnlyList<FlowRow> rows, int generation = 0)
    {
        var (day, alias) = (default(DateOnly), default(JsonEncodedText));
        foreach (var row in rows)
        {
            var window = row.Flow.Window;
            if (window.Day != day) (day, alias) = (window.Day, JsonEncodedText.Encode(new DayIndexName(window.Day, generation).WriteAlias));
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
        if (row.Flow.BeginsMessage) json.WriteNumber(Names.Messages, 1);
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
        public static readonly JsonEncodedText Messages = JsonEncodedText.Encode(FlowFields.Messages.Name);
        public static readonly JsonEncodedText Pair = JsonEncodedText.Encode(FlowFields.Pair.Name);
        public static readonly JsonEncodedText Tie = JsonEncodedText.Encode(FlowFields.Tie.Name);
    }
}
