using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// Every group of a dimension, a day at a time, each day as it was at one moment. For measures so flat that no list proves the largest;
/// it holds all groups in memory.
/// </summary>
internal sealed class GroupEnumeration(SearchClient search, TopQuery query)
{
    private const int PageSize = 10_000;

    private readonly Dictionary<FieldValue, Totals> groups = [];

    public IReadOnlyDictionary<FieldValue, Totals> Groups => groups;

    public Totals Totals { get; private set; } = Totals.None;

    public async Task AddAsync(DayIndex day, CancellationToken cancellation)
    {
        await using var point = await search.OpenAsync(day, cancellation);
        if (point is null) return;
        JsonElement? after = null;
        do
        {
            using var answer = await search.SearchAsync(point, json => Write(json, after), cancellation);
            if (after is null) AddTotals(answer.RootElement);
            after = AddPage(answer.RootElement.GetProperty("aggregations").GetProperty("groups"));
        }
        while (after is not null);
    }

    private void Write(Utf8JsonWriter json, JsonElement? after)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", after is null);
        json.WritePropertyName("query");
        FilterJson.Write(json, query.Selection);
        json.WriteStartObject("aggs");
        WriteGroups(json, after);
        if (after is null) SumsJson.Write(json);
        json.WriteEndObject();
    }

    private void WriteGroups(Utf8JsonWriter json, JsonElement? after)
    {
        json.WriteStartObject("groups");
        json.WriteStartObject("composite");
        json.WriteNumber("size", PageSize);
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

    private void AddTotals(JsonElement answer)
    {
        var rows = answer.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();
        if (rows > 0) Totals += SumsJson.Read(answer.GetProperty("aggregations"), rows);
    }

    /// <returns>Where the next page begins; null when this was the last.</returns>
    private JsonElement? AddPage(JsonElement page)
    {
        foreach (var bucket in page.GetProperty("buckets").EnumerateArray())
        {
            var key = KeyJson.Read(bucket.GetProperty("key").GetProperty("key"), query.Dimension);
            groups[key] = groups.GetValueOrDefault(key, Totals.None) + SumsJson.Read(bucket);
        }

        return page.TryGetProperty("after_key", out var after) ? after.Clone() : null;
    }
}
