using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// The <c>last_seen</c> of the newest row. In which window any row was seen last, the engine knows without reading rows. Mostly one of that window, or of the one
/// before, passes the filter; only where none does, all that pass are read.
/// </summary>
internal sealed class NewestFinder(SearchClient search)
{
    /// <summary>The days that are asked first: the newest may be open and empty yet.</summary>
    private const int FirstDays = 2;

    private const string LastWindow = "last_window";

    public Task<long?> FindAsync(Filter filter, CancellationToken cancellation) =>
        search.AskAsync(TimeRange.Everything, (days, limited) => FindAsync(filter, days, limited), cancellation);

    private async Task<long?> FindAsync(Filter filter, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        var latest = days.Reverse().ToList();
        foreach (var some in latest.Take(FirstDays).Chunk(FirstDays).Concat(latest.Skip(FirstDays).Chunk(SearchClient.MaxIndices)))
        {
            if (await LastWindowAsync(some, cancellation) is not { } end) continue;
            var recent = new Filter.Between(FlowFields.Timestamp, end - Window.Milliseconds, FlowFields.Timestamp.Max);
            if ((await NewestAsync(some, new Filter.All([recent, filter]), cancellation) ?? await NewestAsync(some, filter, cancellation)) is { } newest) return newest;
        }

        return null;
    }

    /// <summary>The end of the last window that has rows, whoever may see them.</summary>
    private async Task<long?> LastWindowAsync(IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        using var answer = await search.SearchAsync(days, WriteLastWindow, cancellation);
        return answer.RootElement.TryGetProperty("aggregations", out var aggregations)
            && aggregations.GetProperty(LastWindow).GetProperty("value") is { ValueKind: JsonValueKind.Number } end
            ? (long)end.GetDouble()
            : null;
    }

    private async Task<long?> NewestAsync(IReadOnlyList<StoredIndex> days, Filter filter, CancellationToken cancellation)
    {
        using var answer = await search.SearchAsync(days, json => WriteNewest(json, filter), cancellation);
        foreach (var hit in answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray())
            return hit.GetProperty("sort")[1].GetInt64();
        return null;
    }

    /// <summary>Without a query: only then the engine looks at the index alone.</summary>
    private static void WriteLastWindow(Utf8JsonWriter json)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WriteStartObject("aggs");
        json.WriteStartObject(LastWindow);
        json.WriteStartObject("max");
        json.WriteString("field", FlowFields.Timestamp.Name);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>By <c>@timestamp</c> first: it is indexed, so days that cannot hold the newest row are passed over.</summary>
    private static void WriteNewest(Utf8JsonWriter json, Filter filter)
    {
        json.WriteNumber("size", 1);
        json.WriteBoolean("track_total_hits", false);
        json.WriteBoolean("_source", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, filter);
        json.WriteStartArray("sort");
        foreach (var field in (string[])[FlowFields.Timestamp.Name, FlowFields.LastSeen.Name])
        {
            json.WriteStartObject();
            json.WriteString(field, "desc");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
