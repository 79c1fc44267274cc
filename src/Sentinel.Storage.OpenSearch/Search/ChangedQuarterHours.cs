using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Which quarter hours have rows that were written, or written over, behind a place in their day.</summary>
internal sealed class ChangedQuarterHours(SearchClient search)
{
    private const string Name = "changed";

    /// <summary>Their starts, by day; a day without any is not among them.</summary>
    /// <param name="days">With the last change before, of each shard.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<long>>> FindAsync(
        IReadOnlyList<(StoredIndex Day, IReadOnlyList<long> Through)> days, CancellationToken cancellation)
    {
        var changed = new Dictionary<string, IReadOnlySet<long>>(StringComparer.Ordinal);
        var shards = days.Select(day => day.Day.Shards).DefaultIfEmpty().Max();
        for (var shard = 0; shard < shards; shard++)
        {
            foreach (var some in days.Where(day => day.Day.Shards > shard).Chunk(SearchClient.MaxIndices))
            {
                using var answer = await search.SearchAsync(
                    [.. some.Select(day => day.Day)], json => Write(json, some, shard), cancellation, shards == 1 ? null : $"_shards:{shard}");
                if (shards > 1) SearchAnswer.RequireShards(answer.RootElement, some.Length);
                foreach (var day in IndexBuckets.Read(answer.RootElement)) Add(changed, day);
            }
        }

        return changed;
    }

    private static void Add(Dictionary<string, IReadOnlySet<long>> changed, JsonElement day)
    {
        var starts = GroupsJson.Read(day, Name).Select(bucket => bucket.GetProperty("key").GetInt64());
        var name = day.GetProperty("key").GetString()!;
        changed[name] = changed.TryGetValue(name, out var before) ? before.Concat(starts).ToHashSet() : starts.ToHashSet();
    }

    private static void Write(Utf8JsonWriter json, (StoredIndex Day, IReadOnlyList<long> Through)[] days, int shard)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WriteStartObject("query");
        json.WriteStartObject("bool");
        json.WriteStartArray("should");
        foreach (var (day, through) in days) WriteBehind(json, day, through[shard]);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        IndexBuckets.Write(json, days.Length, inner => GroupsJson.WriteTimes(inner, Name, Rollup.QuarterHour, inner: null));
    }

    private static void WriteBehind(Utf8JsonWriter json, StoredIndex day, long through)
    {
        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WriteStartArray("filter");
        IndexBuckets.WriteFilter(json, [day]);
        FilterJson.WriteRange(json, "_seq_no", through + 1, max: null);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
