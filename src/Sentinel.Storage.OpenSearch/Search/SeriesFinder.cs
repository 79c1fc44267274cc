using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Sums over time: a histogram of each day for itself, added here.</summary>
internal sealed class SeriesFinder(SearchClient search)
{
    private const string BucketsName = "buckets";
    private const string KeysName = "keys";

    private readonly DistinctFinder distinct = new(search);

    public async Task<Series> FindAsync(SeriesQuery query, CancellationToken cancellation)
    {
        var sums = new SeriesSums(query);
        var days = await search.DaysAsync(query.Selection.Range, cancellation);
        foreach (var some in days.Chunk(DaysAtOnce(query)))
        {
            using var answer = await search.SearchAsync(some, json => Write(json, query, some.Length), cancellation);
            foreach (var day in DayBuckets.Read(answer.RootElement)) Read(day, query, sums);
        }

        if (query.Counted is { } counted) await CountAsync(query, counted, sums, cancellation);
        return sums.ToSeries(SeriesTier.Rows);
    }

    /// <summary>A bucket at a time: the values of one may be as many as an answer holds.</summary>
    private async Task CountAsync(SeriesQuery query, Field counted, SeriesSums sums, CancellationToken cancellation)
    {
        foreach (var bucket in sums.ToSeries(SeriesTier.Rows).Buckets.Where(bucket => bucket.Totals.Rows > 0))
        {
            var inside = TimeRange.LastSeenBetween(Math.Max(bucket.Start, query.From), Math.Min(bucket.Start + query.Step, query.To) - 1);
            sums.Set(bucket.Start, await distinct.CountAsync(new(new(inside, query.Filter), counted), cancellation));
        }
    }

    /// <summary>How many days' buckets fit into an answer; those of one do, since a whole series is no larger.</summary>
    public static int DaysAtOnce(SeriesQuery query)
    {
        var buckets = Math.Min(query.Count, (Window.DayMilliseconds / query.Step) + 2);
        return (int)Math.Clamp(SearchClient.MaxBuckets / (1 + (buckets * query.PointsABucket)), 1, SearchClient.MaxDays);
    }

    private static void Write(Utf8JsonWriter json, SeriesQuery query, int days)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, query.Selection);
        DayBuckets.Write(json, days, inner => WriteBuckets(inner, query));
    }

    private static void WriteBuckets(Utf8JsonWriter json, SeriesQuery query)
    {
        json.WriteStartObject(BucketsName);
        json.WriteStartObject("date_histogram");
        json.WriteString("field", FlowFields.LastSeen.Name);
        json.WriteString("fixed_interval", $"{query.Step}ms");
        json.WriteNumber("min_doc_count", 1);
        json.WriteEndObject();
        json.WriteStartObject("aggs");
        SumsJson.Write(json);
        if (query.Split is { } split) GroupsJson.WriteNamed(json, KeysName, split.Field, split.Keys, SumsJson.Write);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Read(JsonElement day, SeriesQuery query, SeriesSums sums)
    {
        foreach (var bucket in GroupsJson.Read(day, BucketsName))
        {
            var start = bucket.GetProperty("key").GetInt64();
            sums.Add(start, SumsJson.Read(bucket));
            if (query.Split is not { } split) continue;
            foreach (var group in GroupsJson.Read(bucket, KeysName))
                sums.Add(start, GroupsJson.ReadKey(group, split.Field), SumsJson.Read(group));
        }
    }
}
