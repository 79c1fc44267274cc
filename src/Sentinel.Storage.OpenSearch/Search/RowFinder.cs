using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// Finds rows. They are counted by a search of its own: one that does not count may pass over rows that cannot be of the page. In an order by time the page is looked for
/// within <see cref="PageTimes"/>.
/// </summary>
internal sealed class RowFinder(SearchClient search, TimeProvider time)
{
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
        var page = new RowPage(query, 0, RowWalk.PageRows, allDays: false);
        var parts = new List<List<FlowRow>>();
        foreach (var some in days.Chunk(SearchClient.MaxIndices)) parts.Add(await page.ReadAsync(search, some, copies, cancellation));
        return [.. Merge(parts.SelectMany(rows => rows), query.Order).Take(RowWalk.PageRows + 1)];
    }

    private async Task<FlowPage> FindAsync(FindQuery query, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        // One copy of a day may show rows that another does not show yet.
        var copies = Guid.NewGuid().ToString("N");
        var counting = CountAsync(query.Selection, days, copies, cancellation);
        // In an order by time, how many there are tells how far the page is likely to reach.
        var reading = ReadAsync(query, days, query.Order.IsByTime ? await counting : null, copies, cancellation);
        await Task.WhenAll(counting, reading);
        var (total, rows) = (await counting, await reading);
        // Rows may have come since they were counted.
        return new([.. rows.Take(query.Limit)], rows.Count == 0 ? total : Math.Max(total, query.Offset + rows.Count), rows.Count > query.Limit);
    }

    /// <param name="total">Of all that match; null where that is not known.</param>
    private async Task<IReadOnlyList<FlowRow>> ReadAsync(FindQuery query, IReadOnlyList<StoredIndex> days, long? total, string copies, CancellationToken cancellation)
    {
        if (query.Offset >= total || await deep.ResolveAsync(query, days, copies, cancellation) is not var (after, skip)) return [];
        var behind = new StreamQuery(query.Selection, query.Order, after);
        return total is { } rows
            ? await ReadInTimesAsync(behind, skip, query.Limit, rows, days, copies, cancellation)
            : await ReadAsync(behind, skip, query.Limit, days, copies, cancellation);
    }

    private async Task<IReadOnlyList<FlowRow>> ReadInTimesAsync(
        StreamQuery query, int skip, int limit, long total, IReadOnlyList<StoredIndex> days, string copies, CancellationToken cancellation)
    {
        var past = new TimeSlice(SliceOf(days[0]).From, Math.Min(SliceOf(days[^1]).To, time.GetUtcNow().ToUnixTimeMilliseconds()));
        var times = query.Selection.Range.LastSeen.And(past);
        var left = (query.Order.Descending ? days.Reverse() : days).Where(day => query.After is not { } place || query.Order.SideOf(SliceOf(day), place) >= 0).ToList();
        IReadOnlyList<FlowRow> rows = [];
        foreach (var bound in PageTimes.Bounds(query, times, total, times.Length, skip + limit + 1))
        {
            rows = bound is { } end
                ? await ReadAsync(query.UpTo(end), skip, limit, left.FindAll(day => Reaches(day, end)), copies, cancellation)
                : await ReadAsync(query, skip, limit, left, copies, cancellation);
            if (rows.Count > limit) break;
        }

        return rows;

        bool Reaches(StoredIndex day, long end) => query.Order.Descending ? SliceOf(day).To > end : SliceOf(day).From < end;
    }

    /// <param name="days">In the order of the rows, where that is by time.</param>
    /// <returns>One more than the limit, where there are as many.</returns>
    private async Task<IReadOnlyList<FlowRow>> ReadAsync(
        StreamQuery query, int skip, int limit, IReadOnlyList<StoredIndex> days, string copies, CancellationToken cancellation)
    {
        // Behind a place, and where several searches are merged, the engine passes over no rows.
        var from = query.After is null && days.Count <= SearchClient.MaxIndices ? skip : 0;
        var wanted = skip - from + limit;
        var page = new RowPage(query, from, wanted, allDays: true);
        var rows = new List<FlowRow>();
        foreach (var some in days.Chunk(SearchClient.MaxIndices))
        {
            rows.AddRange(await page.ReadAsync(search, some, copies, cancellation));
            if (query.Order.IsByTime && rows.Count > wanted) break;
        }

        return [.. Merge(rows, query.Order).Skip(skip - from).Take(limit + 1)];
    }

    private async Task<FlowRow?> FindAsync(RowId id, Selection selection, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        if (days.Count == 0) return null;
        using var answer = await search.SearchAsync(days, json => Write(json, id, selection), cancellation);
        return RowHits.Read(answer.RootElement).FirstOrDefault();
    }

    private static TimeSlice SliceOf(StoredIndex day) =>
        DayIndexName.TryParse(day.Name, out var name) ? name.Slice : throw new ArgumentException($"{day.Name} is no day's index", nameof(day));

    private static IOrderedEnumerable<FlowRow> Merge(IEnumerable<FlowRow> rows, RowOrder order) =>
        order.Descending ? rows.OrderByDescending(row => RowPosition.Of(row, order)) : rows.OrderBy(row => RowPosition.Of(row, order));

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

    private async Task<long> CountAsync(Selection selection, IReadOnlyList<StoredIndex> days, string copies, CancellationToken cancellation) =>
        (await search.SearchAllAsync(days, json => WriteCount(json, selection), RowHits.ReadTotal, cancellation, copies, allDays: true)).Sum();

    private static void WriteCount(Utf8JsonWriter json, Selection selection)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", true);
        json.WritePropertyName("query");
        FilterJson.Write(json, selection);
    }
}
