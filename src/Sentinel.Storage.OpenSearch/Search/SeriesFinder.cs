using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Sums over time: a histogram of each index for itself, added here.</summary>
internal sealed class SeriesFinder(SearchClient search)
{
    private const string BucketsName = "buckets";
    private const string KeysName = "keys";

    private readonly DistinctFinder distinct = new(search);

    public async Task<Series> FindAsync(SeriesQuery query, Source source, CancellationToken cancellation)
    {
        var sums = new SeriesSums(query);
        var among = source.And(query.Filter);
        foreach (var some in source.Indices.Chunk(IndicesAtOnce(query, source.Span)))
        {
            using var answer = await search.SearchAsync(some, json => Write(json, query, among, some.Length), cancellation);
            foreach (var index in IndexBuckets.Read(answer.RootElement)) Read(index, query, sums);
        }

        if (query.Counted is { } counted) await CountAsync(query, counted, source, sums, cancellation);
        return sums.ToSeries(source.Tier);
    }

    /// <summary>A bucket at a time: the values of one may be as many as an answer holds.</summary>
    private async Task CountAsync(SeriesQuery query, Field counted, Source source, SeriesSums sums, CancellationToken cancellation)
    {
        foreach (var bucket in sums.ToSeries(SeriesTier.Rows).Buckets.Where(bucket => bucket.Totals.Rows > 0))
        {
            var inside = new TimeSlice(bucket.Start, bucket.Start + query.Step).And(new(query.From, query.To));
            sums.Set(bucket.Start, await distinct.CountAsync(counted, source.Of(inside), query.Filter, bucket.Totals.Rows, cancellation));
        }
    }

    /// <summary>The buckets of how many indices fit into an answer; those of one do, since a whole series is no larger.</summary>
    /// <param name="span">The longest that one of them holds, ms.</param>
    public static int IndicesAtOnce(SeriesQuery query, long span)
    {
        var buckets = Math.Min(query.Count, (span / query.Step) + 2);
        return (int)Math.Clamp(SearchClient.MaxBuckets / (1 + (buckets * query.PointsABucket)), 1, SearchClient.MaxIndices);
    }

    private static void Write(Utf8JsonWriter json, SeriesQuery query, Filter among, int indices)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, among);
        IndexBuckets.Write(json, indices, inner => WriteBuckets(inner, query));
    }

    private static void WriteBuckets(Utf8JsonWriter json, SeriesQuery query) => GroupsJson.WriteTimes(json, BucketsName, query.Step, inner =>
    {
        SumsJson.Write(inner);
        if (query.Split is { } split) GroupsJson.WriteNamed(inner, KeysName, split.Field, split.Keys, SumsJson.Write);
    });

    private static void Read(JsonElement index, SeriesQuery query, SeriesSums sums)
    {
        foreach (var bucket in GroupsJson.Read(index, BucketsName))
        {
            var start = bucket.GetProperty("key").GetInt64();
            sums.Add(start, SumsJson.Read(bucket));
            if (query.Split is not { } split) continue;
            foreach (var group in GroupsJson.Read(bucket, KeysName))
                sums.Add(start, GroupsJson.ReadKey(group, split.Field), SumsJson.Read(group));
        }
    }
}
