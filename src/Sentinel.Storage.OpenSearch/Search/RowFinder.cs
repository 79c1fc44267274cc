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
        var parts = await ReadAsync(new(new(query.Selection, query.Order, after), from, skip + query.Limit, counted: true), days, null, cancellation);
        var rows = Merge(parts.SelectMany(part => part.Rows), query.Order).ToList();
        return new([.. rows.Skip(skip).Take(query.Limit)], parts.Sum(part => part.Total), rows.Count > skip + query.Limit);
    }

    /// <summary>The row of that id; null where there is none, or it does not pass.</summary>
    public async Task<FlowRow?> FindAsync(RowId id, Filter filter, CancellationToken cancellation)
    {
        var selection = Selection.Of(id, filter);
        var days = await search.DaysAsync(selection.Range, cancellation);
        if (days.Count == 0) return null;
        using var answer = await search.SearchAsync(days, json => Write(json, id, selection), cancellation);
        return RowHits.Read(answer.RootElement).FirstOrDefault();
    }

    /// <summary>The first rows behind a place; nothing is counted.</summary>
    /// <param name="copies">A name for which the same copies of each day answer every page: another may not show a row yet.</param>
    public async Task<IReadOnlyList<FlowRow>> ReadPageAsync(
        StreamQuery query, IReadOnlyList<StoredIndex> days, string copies, CancellationToken cancellation)
    {
        var parts = await ReadAsync(new(query, 0, RowWalk.PageRows, counted: false), days, copies, cancellation);
        return [.. Merge(parts.SelectMany(part => part.Rows), query.Order).Take(RowWalk.PageRows + 1)];
    }

    private static IOrderedEnumerable<FlowRow> Merge(IEnumerable<FlowRow> rows, RowOrder order) =>
        order.Descending ? rows.OrderByDescending(row => RowPosition.Of(row, order)) : rows.OrderBy(row => RowPosition.Of(row, order));

    private async Task<List<(long Total, List<FlowRow> Rows)>> ReadAsync(
        RowPage page, IReadOnlyList<StoredIndex> days, string? copies, CancellationToken cancellation)
    {
        var parts = new List<(long Total, List<FlowRow> Rows)>();
        foreach (var some in days.Chunk(SearchClient.MaxIndices)) parts.Add(await page.ReadAsync(search, some, copies, cancellation));
        return parts;
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
            RowHits.ReadTotal,
            cancellation);
        return counts.Sum();
    }
}
