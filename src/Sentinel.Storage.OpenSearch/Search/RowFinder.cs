using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Finds rows. In an order by time the first days are asked first, then, where the page is not full, the others, or how many rows they have; in any other order all at once.</summary>
internal sealed class RowFinder(SearchClient search)
{
    private static readonly FlowPage Empty = new([], 0, HasMore: false);

    private readonly DeepOffset deep = new(search);

    public Task<FlowPage> FindAsync(FindQuery query, CancellationToken cancellation) =>
        search.AskAsync(query.Selection.Range, (days, limited) => FindAsync(query, days, limited), cancellation);

    /// <summary>The row of that id; null where there is none, or it does not pass.</summary>
    public Task<FlowRow?> FindAsync(RowId id, Filter filter, CancellationToken cancellation)
    {
        var selection = Selection.Of(id, filter);
        return search.AskAsync(selection.Range, (days, limited) => FindAsync(id, selection, days, limited), cancellation);
    }

    /// <summary>The first rows behind a place; nothing is counted.</summary>
    /// <param name="copies">A name for which the same copies of each day answer every page: another may not show a row yet.</param>
    public async Task<IReadOnlyList<FlowRow>> ReadPageAsync(
        StreamQuery query, IReadOnlyList<StoredIndex> days, string copies, CancellationToken cancellation)
    {
        var parts = await ReadAsync(new(query, 0, RowWalk.PageRows, counted: false), days, copies, cancellation);
        return [.. Merge(parts.SelectMany(part => part.Rows), query.Order).Take(RowWalk.PageRows + 1)];
    }

    private async Task<FlowPage> FindAsync(FindQuery query, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        if (days.Count == 0) return Empty;
        var start = await deep.ResolveAsync(query, days, cancellation);
        if (start is null) return Empty with { Total = await CountAsync(query.Selection, days, cancellation) };
        var (after, skip) = start.Value;
        var behind = new StreamQuery(query.Selection, query.Order, after);
        return await (query.Order.IsByTime ? InTurnAsync(behind, skip, query.Limit, days, cancellation) : TogetherAsync(behind, skip, query.Limit, days, cancellation));
    }

    private async Task<FlowPage> InTurnAsync(StreamQuery query, int skip, int limit, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        // Behind a place, the engine passes over no rows.
        var (from, wanted) = query.After is null ? (skip, limit) : (0, skip + limit);
        var ordered = query.Order.Descending ? days.Reverse() : days;
        var passed = ordered.TakeWhile(day => IsPassed(day, query)).ToList();
        var left = ordered.Skip(passed.Count).ToList();
        var (rows, total) = (new List<FlowRow>(), 0L);
        for (var atOnce = SearchClient.FirstDays; left.Count > 0 && rows.Count <= wanted; atOnce = SearchClient.MaxIndices)
        {
            var part = await new RowPage(query, from, Math.Max(1, wanted - rows.Count), counted: true).ReadAsync(search, [.. left.Take(atOnce)], null, cancellation);
            left = [.. left.Skip(atOnce)];
            rows.AddRange(Merge(part.Rows, query.Order));
            from = (int)Math.Max(0, from - part.Total);
            total += part.Total;
        }

        total += await CountAsync(query.Selection, [.. passed, .. left], cancellation);
        return new([.. rows.Skip(wanted - limit).Take(limit)], total, rows.Count > wanted);
    }

    /// <summary>Whether all rows of the day come before the place.</summary>
    private static bool IsPassed(StoredIndex day, StreamQuery query) =>
        query.After is { } place && DayIndexName.TryParse(day.Name, out var name) && query.Order.SideOf(name.Slice, place) < 0;

    private async Task<FlowPage> TogetherAsync(StreamQuery query, int skip, int limit, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        var from = query.After is null && days.Count <= SearchClient.MaxIndices ? skip : 0;
        skip -= from;
        var parts = await ReadAsync(new(query, from, skip + limit, counted: true), days, null, cancellation);
        var rows = Merge(parts.SelectMany(part => part.Rows), query.Order).ToList();
        return new([.. rows.Skip(skip).Take(limit)], parts.Sum(part => part.Total), rows.Count > skip + limit);
    }

    private async Task<FlowRow?> FindAsync(RowId id, Selection selection, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        if (days.Count == 0) return null;
        using var answer = await search.SearchAsync(days, json => Write(json, id, selection), cancellation);
        return RowHits.Read(answer.RootElement).FirstOrDefault();
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
        var total = 0L;
        foreach (var some in days.Chunk(SearchClient.MaxIndices))
        {
            using var answer = await search.SearchAsync(some, json => WriteCount(json, selection), cancellation);
            total += RowHits.ReadTotal(answer.RootElement, some);
        }

        return total;
    }

    private static void WriteCount(Utf8JsonWriter json, Selection selection)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", true);
        json.WritePropertyName("query");
        FilterJson.Write(json, selection);
    }
}
