using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>How many values there are: counted as long as they are few, by the union of what each index has; beyond, estimated. The estimate is the cheaper, and asked first.</summary>
internal sealed class DistinctFinder(SearchClient search)
{
    private const string Name = "values";

    /// <summary>One more than is counted: a list that is not full has all there are.</summary>
    private const int ListSize = DistinctCount.ExactTo + 1;

    /// <summary>Each shard hands a list to the node that merges them, in whose memory all lie at once.</summary>
    private const int ShardsAtOnce = 8;

    /// <summary>The largest that engines take: about as many values are kept before they are estimated.</summary>
    private const int Precision = 40_000;

    /// <summary>
    /// No 50,000 values are estimated at more. Engines of this precision estimate by how many of 2^18 places stay empty, as long as these are many: 2^18 × ln(2^18 / (2^18 − 50,000)),
    /// 55,477, where every value has a place of its own.
    /// </summary>
    private const int SurelyMore = 56_000;

    /// <param name="rows">No more match, and so have no more values; null where that is not known.</param>
    public async Task<DistinctCount> CountAsync(Field dimension, Source source, Filter filter, long? rows, CancellationToken cancellation)
    {
        if (source.Indices.Count == 0) return new(0, IsEstimate: false);
        var among = source.And(filter);
        // Where names of indices do not fit into a request, the estimate asks all there are.
        long? estimate = rows is null or > DistinctCount.ExactTo && source.Indices.Count <= SearchClient.MaxIndices ? await EstimateAsync(dimension, source, among, cancellation) : null;
        if (estimate > SurelyMore) return new(estimate.Value, IsEstimate: true);
        var shards = source.Indices.Max(index => index.Shards);
        var values = new HashSet<FieldValue>();
        foreach (var some in source.Indices.Chunk(Math.Max(1, ShardsAtOnce / shards)))
        {
            using var answer = await search.SearchAsync(some, json => WriteList(json, dimension, among), cancellation);
            values.UnionWith(ReadList(answer.RootElement, dimension));
            if (values.Count <= DistinctCount.ExactTo) continue;
            estimate ??= await EstimateAsync(dimension, source, among, cancellation);
            return new(Math.Max(values.Count, estimate.Value), IsEstimate: true);
        }

        return new(values.Count, IsEstimate: false);
    }

    /// <summary>From one search of all, since no two estimates can be added.</summary>
    private async Task<long> EstimateAsync(Field dimension, Source source, Filter among, CancellationToken cancellation)
    {
        using var answer = await search.SearchTogetherAsync(source.Indices, among, json => WriteEstimate(json, dimension), cancellation);
        return answer.RootElement.TryGetProperty("aggregations", out var aggregations) ? aggregations.GetProperty(Name).GetProperty("value").GetInt64() : 0;
    }

    private static void WriteList(Utf8JsonWriter json, Field dimension, Filter among)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, among);
        json.WriteStartObject("aggs");
        GroupsJson.WritePage(json, Name, dimension, ListSize, after: null, inner: null);
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, Field dimension)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WriteStartObject("aggs");
        json.WriteStartObject(Name);
        json.WriteStartObject("cardinality");
        json.WriteString("field", dimension.Name);
        json.WriteNumber("precision_threshold", Precision);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<FieldValue> ReadList(JsonElement answer, Field dimension) =>
        answer.TryGetProperty("aggregations", out var aggregations)
            ? GroupsJson.Read(aggregations, Name).Select(group => GroupsJson.ReadPageKey(group, dimension))
            : [];
}
