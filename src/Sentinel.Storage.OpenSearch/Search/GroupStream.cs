using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Every group of one index as it was at one moment, in the order of their keys, a page in memory at a time.</summary>
/// <param name="first">Only groups behind this key.</param>
internal sealed class GroupStream(SearchClient search, PointInTime point, Filter filter, Field dimension, FieldValue? first, int pageSize) : IAsyncDisposable
{
    private const string GroupsName = "groups";
    private const string AllName = "all";

    private readonly Queue<KeyValuePair<FieldValue, Totals>> page = [];
    private FieldValue? after = first;
    private bool ended;
    private bool begun;
    private bool moved;

    /// <summary>Of all rows of the index, also those of no group; known once the stream has moved.</summary>
    public Totals Totals { get; private set; } = Totals.None;

    public KeyValuePair<FieldValue, Totals> Current { get; private set; }

    /// <returns>False when there is no further group.</returns>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellation)
    {
        if (page.Count == 0 && !ended) await ReadPageAsync(cancellation);
        if (!page.TryDequeue(out var next)) return false;
        if (moved && !(Current.Key < next.Key)) throw new StoreUnavailableException($"the engine lists groups by {dimension} in another order than that of their keys");
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
            var all = aggregations.GetProperty(AllName);
            if (all.GetProperty("doc_count").GetInt64() > 0) Totals = SumsJson.Read(all);
            begun = true;
        }

        foreach (var group in GroupsJson.Read(aggregations, GroupsName)) page.Enqueue(new(GroupsJson.ReadPageKey(group, dimension), SumsJson.Read(group)));
        after = GroupsJson.ReadLastKey(aggregations, GroupsName, dimension);
        ended = after is null;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, filter);
        json.WriteStartObject("aggs");
        GroupsJson.WritePage(json, GroupsName, dimension, pageSize, after, SumsJson.Write);
        if (!begun) WriteAll(json);
        json.WriteEndObject();
    }

    /// <summary>A bucket, since buckets count the rows that a document stands for, and hits count documents.</summary>
    private static void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartObject(AllName);
        json.WritePropertyName("filter");
        FilterJson.Write(json, Filter.Everything);
        json.WriteStartObject("aggs");
        SumsJson.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
