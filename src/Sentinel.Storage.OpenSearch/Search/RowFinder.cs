using System.Runtime.InteropServices;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Finds rows: one request where the days fit into one, whatever the offset but for the counting that a deep one needs first.</summary>
internal sealed class RowFinder(SearchClient search)
{
    private static readonly FlowPage Empty = new([], 0, HasMore: false);

    private readonly DeepOffset deep = new(search);

    public async Task<FlowPage> FindAsync(FindQuery query, CancellationToken cancellation)
    {
        var days = await search.DaysAsync(query.Selection.Range, cancellation);
        if (days.Count == 0) return Empty;
        var start = await deep.ResolveAsync(query, days, cancellation);
        if (start is null) return Empty with { Total = await CountAsync(query.Selection, days, cancellation) };
        var (after, skip) = start.Value;
        var from = after is null && days.Count <= SearchClient.MaxIndices ? skip : 0;
        skip -= from;
        var parts = await search.SearchAllAsync(
            days,
            json => Write(json, new(query.Selection, query.Order, after), from, skip + query.Limit, counted: true),
            answer => (Total: ReadTotal(answer), Rows: ReadRows(answer)),
            cancellation);
        var rows = Merge([.. parts.Select(part => part.Rows)], query.Order);
        return new([.. rows.Skip(skip).Take(query.Limit)], parts.Sum(part => part.Total), rows.Count > skip + query.Limit);
    }

    /// <summary>The row of that id; null where there is none, or it does not pass.</summary>
    public async Task<FlowRow?> FindAsync(RowId id, Filter filter, CancellationToken cancellation)
    {
        var selection = Selection.Of(id, filter);
        var days = await search.DaysAsync(selection.Range, cancellation);
        if (days.Count == 0) return null;
        using var answer = await search.SearchAsync(days, json => Write(json, id, selection), cancellation);
        return ReadRows(answer.RootElement).FirstOrDefault();
    }

    /// <summary>The first rows behind a place; nothing is counted.</summary>
    /// <param name="copies">A name for which the same copies of each day answer every page: another may not show a row yet.</param>
    public async Task<IReadOnlyList<FlowRow>> ReadPageAsync(
        StreamQuery query, IReadOnlyList<StoredIndex> days, string copies, CancellationToken cancellation)
    {
        var parts = await search.SearchAllAsync(days, json => Write(json, query, 0, RowWalk.PageRows, counted: false), ReadRows, cancellation, copies);
        return [.. Merge(parts, query.Order).Take(RowWalk.PageRows + 1)];
    }

    private static List<FlowRow> Merge(IReadOnlyList<List<FlowRow>> parts, RowOrder order) => parts is [var only] ? only
        : order.Descending ? [.. parts.SelectMany(rows => rows).OrderByDescending(row => RowPosition.Of(row, order))]
        : [.. parts.SelectMany(rows => rows).OrderBy(row => RowPosition.Of(row, order))];

    /// <summary>
    /// Asks for one row more than are wanted, which tells whether others follow; among those wanted are the ones to skip here,
    /// where the engine cannot: behind a place, or over several requests.
    /// </summary>
    private static void Write(Utf8JsonWriter json, StreamQuery query, int from, int count, bool counted)
    {
        if (from > 0) json.WriteNumber("from", from);
        json.WriteNumber("size", count + 1);
        json.WriteBoolean("track_total_hits", counted);
        json.WritePropertyName("query");
        if (query.LastGroup is { } last) RowSort.WriteUpTo(json, query, last);
        else FilterJson.Write(json, query.Selection);
        RowSort.Write(json, query.Order);
        if (query.After is { } place) RowSort.WriteAfter(json, query.Order, place);
    }

    private static void Write(Utf8JsonWriter json, RowId id, Selection selection)
    {
        json.WriteNumber("size", 1);
        json.WriteBoolean("track_total_hits", false);
        json.WriteStartObject("query");
        json.WriteStartObject("bool");
        json.WriteStartArray("filter");
        json.WriteStartObject();
        json.WriteStartObject("ids");
        json.WriteStartArray("values");
        json.WriteStringValue(id.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        FilterJson.Write(json, selection);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static List<FlowRow> ReadRows(JsonElement answer) => [.. answer.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(ReadRow)];

    private static long ReadTotal(JsonElement answer) => answer.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();

    private static FlowRow ReadRow(JsonElement hit)
    {
        var source = hit.GetProperty("_source");
        var members = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(source));
        members.Read();
        var flow = FlowJson.Read(ref members);
        flow.BeginsMessage = source.TryGetProperty(FlowFields.Messages.Name, out _);
        return new(RowId.Parse(hit.GetProperty("_id").GetString()!), flow);
    }

    private async Task<long> CountAsync(Selection selection, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        var counts = await search.SearchAllAsync(
            days,
            json =>
            {
                json.WriteNumber("size", 0);
                json.WriteBoolean("track_total_hits", true);
                json.WritePropertyName("query");
                FilterJson.Write(json, selection);
            },
            ReadTotal,
            cancellation);
        return counts.Sum();
    }
}
