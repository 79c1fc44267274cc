using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// One round over several days or shards: from each part its largest groups, the candidates' exact sums and its totals.
/// A part answers all of it from one reader, so a round is consistent in itself while rows arrive.
/// </summary>
/// <param name="candidates">Null in the first round, which lists only.</param>
internal sealed class TopRound(TopQuery query, int size, IReadOnlyList<FieldValue>? candidates)
{
    private const string ListName = "list";
    private const string CandidatesName = "candidates";

    private readonly List<PartList> parts = [];
    private readonly Dictionary<FieldValue, Totals> groups = [];

    public IReadOnlyList<PartList> Parts => parts;

    /// <summary>The candidates that have rows, over all parts.</summary>
    public IReadOnlyDictionary<FieldValue, Totals> Groups => groups;

    /// <summary>Of all parts; none in the first round.</summary>
    public Totals Totals { get; private set; } = Totals.None;

    /// <summary>Whether one part's groups fit into an answer.</summary>
    public static bool Fits(int size, IReadOnlyList<FieldValue>? candidates) => size + (candidates?.Count ?? 0) <= SearchClient.MaxBuckets;

    /// <summary>The candidates' values of the measure.</summary>
    public Dictionary<FieldValue, Int128> Values() => groups.ToDictionary(group => group.Key, group => group.Value.Sums[query.By]);

    public async Task AskAsync(SearchClient search, IReadOnlyList<DayIndex> days, CancellationToken cancellation)
    {
        var perRequest = Math.Min(SearchClient.MaxDays, SearchClient.MaxBuckets / (size + (candidates?.Count ?? 0)));
        var shards = days.Max(day => day.Shards);
        for (var shard = 0; shard < shards; shard++)
        {
            foreach (var some in days.Where(day => day.Shards > shard).Chunk(perRequest))
            {
                using var answer = await search.SearchAsync(some, json => Write(json, some.Length), cancellation, shards == 1 ? null : $"_shards:{shard}");
                if (shards > 1) SearchAnswer.RequireShards(answer.RootElement, some.Length);
                foreach (var bucket in DayBuckets.Read(answer.RootElement)) Read(bucket);
            }
        }
    }

    private void Write(Utf8JsonWriter json, int days)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, query.Selection);
        DayBuckets.Write(json, days, WriteGroups);
    }

    private void WriteGroups(Utf8JsonWriter json)
    {
        GroupsJson.WriteList(json, ListName, query, size, inner => SumsJson.Write(inner, query.By));
        if (candidates is null) return;
        SumsJson.Write(json);
        if (candidates.Count > 0) GroupsJson.WriteNamed(json, CandidatesName, query.Dimension, candidates);
    }

    private void Read(JsonElement bucket)
    {
        var listed = GroupsJson.Read(bucket, ListName)
            .Select(group => KeyValuePair.Create(KeyJson.Read(group.GetProperty("key"), query.Dimension), SumsJson.Read(group, query.By)))
            .ToList();
        parts.Add(new(listed, Complete: listed.Count < size));
        if (candidates is null) return;
        Totals += SumsJson.Read(bucket);
        if (candidates.Count == 0) return;
        foreach (var group in GroupsJson.Read(bucket, CandidatesName))
        {
            var key = KeyJson.Read(group.GetProperty("key"), query.Dimension);
            groups[key] = groups.GetValueOrDefault(key, Totals.None) + SumsJson.Read(group);
        }
    }
}
