using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// Turns an offset of any size into a place and a small offset behind it, by counting: rows are grouped by the upper bits of what
/// they are sorted by, whole groups before the offset are passed over, and the group that holds it is split again, ten bits a request.
/// </summary>
internal sealed class DeepOffset(SearchClient search)
{
    /// <summary>What an engine may skip by itself; with the longest page and the rows around it, as many as days let be asked for.</summary>
    public const int MaxSkip = 9_999;

    private const int MaxGroups = 1024;

    /// <param name="copies">A name for which the same copies of each day answer.</param>
    /// <returns>Null when fewer rows match than are to be passed over.</returns>
    public async Task<(RowPosition? After, int Skip)?> ResolveAsync(FindQuery query, IReadOnlyList<StoredIndex> days, string copies, CancellationToken cancellation)
    {
        if (query.Offset <= MaxSkip) return (query.After, (int)query.Offset);
        var (skip, values) = (query.Offset, new List<long>());
        foreach (var level in RowSort.Levels(query.Order))
        {
            if (await SpanAsync(query, days, copies, level, values, cancellation) is not { } span) return null;
            do
            {
                if (await DescendAsync(query, days, copies, level, values, span, skip, cancellation) is not { } step) return null;
                (span, skip) = step;
                if (skip <= MaxSkip) return (RowSort.Before(query.Order, [.. values, query.Order.Descending ? span.Max : span.Min]), (int)skip);
            }
            while (span.Min < span.Max);
            values.Add(span.Min);
        }

        throw new StoreUnavailableException($"more than {MaxSkip} rows share one place");
    }

    /// <summary>The smallest and largest value at the level; null where no row is left.</summary>
    private async Task<Span?> SpanAsync(
        FindQuery query, IReadOnlyList<StoredIndex> days, string copies, string level, List<long> values, CancellationToken cancellation)
    {
        var spans = await search.SearchAllAsync(
            days,
            json =>
            {
                WriteQuery(json, query, values, level, null);
                json.WriteStartObject("aggs");
                json.WriteStartObject("span");
                json.WriteStartObject("stats");
                json.WriteString("field", level);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
            },
            ReadSpan,
            cancellation,
            copies,
            allDays: true);
        var found = spans.OfType<Span>().ToList();
        return found.Count == 0 ? null : new(found.Min(span => span.Min), found.Max(span => span.Max));
    }

    /// <summary>The group of the span that holds the row to skip to, and how many of its rows come before; null where the span ends sooner.</summary>
    private async Task<(Span Span, long Skip)?> DescendAsync(
        FindQuery query, IReadOnlyList<StoredIndex> days, string copies, string level, List<long> values, Span span, long skip, CancellationToken cancellation)
    {
        var bits = 0;
        while ((span.Max >> bits) - (span.Min >> bits) >= MaxGroups) bits++;
        var answers = await search.SearchAllAsync(
            days, json => WriteGroups(json, query, values, level, span, bits), ReadGroups, cancellation, copies, allDays: true);
        var groups = answers.SelectMany(groups => groups)
            .GroupBy(group => group.Start, group => group.Count)
            .Select(group => (Start: group.Key, Count: group.Sum()));
        foreach (var (start, count) in query.Order.Descending ? groups.OrderByDescending(group => group.Start) : groups.OrderBy(group => group.Start))
        {
            if (skip < count) return (new(Math.Max(span.Min, start), Math.Min(span.Max, start + (1L << bits) - 1)), skip);
            skip -= count;
        }

        return null;
    }

    private static void WriteGroups(Utf8JsonWriter json, FindQuery query, List<long> values, string level, Span span, int bits)
    {
        WriteQuery(json, query, values, level, span);
        json.WriteStartObject("aggs");
        json.WriteStartObject("groups");
        json.WriteStartObject("histogram");
        json.WriteString("field", level);
        json.WriteNumber("interval", 1L << bits);
        json.WriteNumber("min_doc_count", 1);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteQuery(Utf8JsonWriter json, FindQuery query, List<long> values, string level, Span? span)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WriteStartObject("query");
        json.WriteStartObject("bool");
        json.WriteStartArray("filter");
        FilterJson.Write(json, query.Selection);
        if (query.After is { } after) RowSort.WriteBehind(json, query.Order, after);
        foreach (var (field, value) in RowSort.Levels(query.Order).Zip(values)) FilterJson.WriteRange(json, field, value, value);
        if (span is { } within) FilterJson.WriteRange(json, level, within.Min, within.Max);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Span? ReadSpan(JsonElement answer)
    {
        if (!answer.TryGetProperty("aggregations", out var aggregations)) return null;
        var stats = aggregations.GetProperty("span");
        return stats.GetProperty("count").GetInt64() == 0 ? null : new((long)stats.GetProperty("min").GetDouble(), (long)stats.GetProperty("max").GetDouble());
    }

    private static List<(long Start, long Count)> ReadGroups(JsonElement answer) =>
        answer.TryGetProperty("aggregations", out var aggregations)
            ? [.. aggregations.GetProperty("groups").GetProperty("buckets").EnumerateArray()
                .Select(bucket => ((long)bucket.GetProperty("key").GetDouble(), bucket.GetProperty("doc_count").GetInt64()))]
            : [];

    private readonly record struct Span(long Min, long Max);
}
