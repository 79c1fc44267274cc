using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>How many values there are: counted as long as they are few, by the union of what each day has; beyond, estimated.</summary>
internal sealed class DistinctFinder(SearchClient search)
{
    private const string Name = "values";

    /// <summary>One more than is counted: a list that is not full has all there are.</summary>
    private const int ListSize = DistinctCount.ExactTo + 1;

    /// <summary>Each shard hands a list to the node that merges them, in whose memory all lie at once.</summary>
    private const int ShardsAtOnce = 8;

    /// <summary>The largest that engines take: about as many values are kept before they are estimated.</summary>
    private const int Precision = 40_000;

    public async Task<DistinctCount> CountAsync(DistinctQuery query, CancellationToken cancellation)
    {
        var days = await search.DaysAsync(query.Selection.Range, cancellation);
        var shards = days.Select(day => day.Shards).DefaultIfEmpty(1).Max();
        var values = new HashSet<FieldValue>();
        foreach (var some in days.Chunk(Math.Max(1, ShardsAtOnce / shards)))
        {
            using var answer = await search.SearchAsync(some, json => WriteList(json, query), cancellation);
            values.UnionWith(ReadList(answer.RootElement, query.Dimension));
            if (values.Count <= DistinctCount.ExactTo) continue;
            var estimate = await EstimateAsync(query, days, cancellation);
            return new(Math.Max(values.Count, estimate), IsEstimate: true);
        }

        return new(values.Count, IsEstimate: false);
    }

    /// <summary>From one search of all days, since no two estimates can be added.</summary>
    private async Task<long> EstimateAsync(DistinctQuery query, IReadOnlyList<DayIndex> days, CancellationToken cancellation)
    {
        using var answer = await search.SearchTogetherAsync(days, query.Selection, json => WriteEstimate(json, query), cancellation);
        return answer.RootElement.TryGetProperty("aggregations", out var aggregations) ? aggregations.GetProperty(Name).GetProperty("value").GetInt64() : 0;
    }

    private static void WriteList(Utf8JsonWriter json, DistinctQuery query)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, query.Selection);
        json.WriteStartObject("aggs");
        GroupsJson.WriteFirst(json, Name, query.Dimension, ListSize);
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, DistinctQuery query)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WriteStartObject("aggs");
        json.WriteStartObject(Name);
        json.WriteStartObject("cardinality");
        json.WriteString("field", query.Dimension.Name);
        json.WriteNumber("precision_threshold", Precision);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<FieldValue> ReadList(JsonElement answer, Field dimension) =>
        answer.TryGetProperty("aggregations", out var aggregations)
            ? GroupsJson.Read(aggregations, Name).Select(group => GroupsJson.ReadKey(group, dimension))
            : [];
}
