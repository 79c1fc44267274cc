using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Every group of one day as it was at one moment, in the order of their keys, a page in memory at a time.</summary>
internal sealed class GroupStream(SearchClient search, PointInTime point, TopQuery query, int pageSize) : IAsyncDisposable
{
    private readonly Queue<KeyValuePair<FieldValue, Totals>> page = [];
    private JsonElement? after;
    private bool begun;
    private bool moved;

    /// <summary>Of all rows of the day, also those of no group; known once the stream has moved.</summary>
    public Totals Totals { get; private set; } = Totals.None;

    public KeyValuePair<FieldValue, Totals> Current { get; private set; }

    /// <returns>False when there is no further group.</returns>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellation)
    {
        if (page.Count == 0 && (!begun || after is not null)) await ReadPageAsync(cancellation);
        if (!page.TryDequeue(out var next)) return false;
        if (moved && !(Current.Key < next.Key)) throw new StoreUnavailableException($"the engine lists groups by {query.Dimension} in another order than that of their keys");
        (Current, moved) = (next, true);
        return true;
    }

    public ValueTask DisposeAsync() => point.DisposeAsync();

    private async Task ReadPageAsync(CancellationToken cancellation)
    {
        using var answer = await search.SearchAsync(point, Write, cancellation);
        var aggregations = answer.RootElement.GetProperty("aggregations");
        if (!begun)
        {
            var rows = answer.RootElement.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();
            if (rows > 0) Totals = SumsJson.Read(aggregations, rows);
            begun = true;
        }

        var groups = aggregations.GetProperty("groups");
        foreach (var bucket in groups.GetProperty("buckets").EnumerateArray())
            page.Enqueue(new(KeyJson.Read(bucket.GetProperty("key").GetProperty("key"), query.Dimension), SumsJson.Read(bucket)));
        after = groups.TryGetProperty("after_key", out var key) ? key.Clone() : null;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", !begun);
        json.WritePropertyName("query");
        FilterJson.Write(json, query.Selection);
        json.WriteStartObject("aggs");
        WriteGroups(json);
        if (!begun) SumsJson.Write(json);
        json.WriteEndObject();
    }

    private void WriteGroups(Utf8JsonWriter json)
    {
        json.WriteStartObject("groups");
        json.WriteStartObject("composite");
        json.WriteNumber("size", pageSize);
        json.WriteStartArray("sources");
        json.WriteStartObject();
        json.WriteStartObject("key");
        json.WriteStartObject("terms");
        json.WriteString("field", query.Dimension.Name);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        if (after is { } key)
        {
            json.WritePropertyName("after");
            key.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteStartObject("aggs");
        SumsJson.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
