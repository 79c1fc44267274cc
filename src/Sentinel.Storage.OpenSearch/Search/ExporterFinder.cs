using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>The exporters of each index, added up here: the engine adds in doubles.</summary>
internal sealed class ExporterFinder(SearchClient search)
{
    private const string Name = "exporters";

    /// <summary>
    /// Few at a time: a bucket for each exporter of each, as many as may be. The request is the same whatever days there are, so that the engine still
    /// knows the answer of those that nobody has written to.
    /// </summary>
    private const int IndicesAtOnce = SearchClient.MaxBuckets / ExporterEntry.Max;

    public Task<IReadOnlyList<ExporterEntry>> FindAsync(Filter filter, CancellationToken cancellation) =>
        search.AskAsync(TimeRange.Everything, (days, limited) => FindAsync(filter, days, limited), cancellation);

    private async Task<IReadOnlyList<ExporterEntry>> FindAsync(Filter filter, IReadOnlyList<StoredIndex> days, CancellationToken cancellation)
    {
        var entries = new SortedDictionary<Address, ExporterEntry>();
        foreach (var some in days.Chunk(IndicesAtOnce))
        {
            using var answer = await search.SearchAsync(some, json => Write(json, filter), cancellation);
            foreach (var entry in IndexBuckets.Read(answer.RootElement).SelectMany(index => GroupsJson.Read(index, Name)).Select(Read))
                entries[entry.Exporter] = entries.TryGetValue(entry.Exporter, out var held) ? held + entry : entry;
        }

        return [.. entries.Values.Take(ExporterEntry.Max)];
    }

    private static void Write(Utf8JsonWriter json, Filter filter)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, filter);
        IndexBuckets.Write(json, IndicesAtOnce, index => GroupsJson.WriteFirst(index, Name, FlowFields.ExporterIp, ExporterEntry.Max, WriteEntry));
    }

    private static void WriteEntry(Utf8JsonWriter json)
    {
        SumsJson.WriteMetric(json, "min", FlowFields.FirstSeen);
        SumsJson.WriteMetric(json, "max", FlowFields.LastSeen);
        SumsJson.WriteMetric(json, "sum", FlowFields.FlowCount);
        SumsJson.WriteMetric(json, "sum", FlowFields.Messages);
    }

    private static ExporterEntry Read(JsonElement group) => new(
        GroupsJson.ReadKey(group, FlowFields.ExporterIp).AsAddress(),
        (long)SumsJson.ReadMetric(group, FlowFields.FirstSeen),
        (long)SumsJson.ReadMetric(group, FlowFields.LastSeen),
        SumsJson.ReadMetric(group, FlowFields.FlowCount),
        (long)SumsJson.ReadMetric(group, FlowFields.Messages));
}
