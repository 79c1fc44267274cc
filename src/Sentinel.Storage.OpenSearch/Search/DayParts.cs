using System.Text.Json;
using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// Groups asked of every part, an index's shard, by itself: within it they are exact. A part answers from one reader, so what it tells
/// is of one moment while rows arrive.
/// </summary>
internal static class DayParts
{
    /// <param name="buckets">The most that a part answers, at most <see cref="SearchClient.MaxBuckets"/>: it decides how many indices share a request.</param>
    /// <param name="write">Writes the aggregations of a part.</param>
    /// <param name="read">Reads a part that holds matching rows.</param>
    public static async Task AskAsync(
        SearchClient search,
        Source source,
        Filter filter,
        int buckets,
        Action<Utf8JsonWriter> write,
        Action<JsonElement> read,
        CancellationToken cancellation)
    {
        var perRequest = Math.Min(SearchClient.MaxIndices, SearchClient.MaxBuckets / buckets);
        var shards = source.Indices.Max(index => index.Shards);
        for (var shard = 0; shard < shards; shard++)
        {
            foreach (var some in source.Indices.Where(index => index.Shards > shard).Chunk(perRequest))
            {
                using var answer = await search.SearchAsync(
                    some,
                    json => Write(json, source.And(filter), some.Length, write),
                    cancellation,
                    shards == 1 ? null : $"_shards:{shard}");
                if (shards > 1) SearchAnswer.RequireShards(answer.RootElement, some.Length);
                foreach (var bucket in IndexBuckets.Read(answer.RootElement)) read(bucket);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, Filter filter, int indices, Action<Utf8JsonWriter> write)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, filter);
        if (indices == 1) IndexBuckets.WriteOnly(json, write);
        else IndexBuckets.Write(json, indices, write);
    }
}
