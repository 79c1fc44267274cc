using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// One round over several days or shards: from each part its largest groups, the candidates' exact sums and its totals,
/// all of one moment. The first has no candidates; its lists tell every sum instead, and so may prove themselves.
/// </summary>
/// <param name="candidates">Null in the first round.</param>
internal sealed class TopRound(TopQuery query, int size, IReadOnlyList<FieldValue>? candidates)
{
    private const string ListName = "list";
    private const string CandidatesName = "candidates";

    private readonly List<PartList> parts = [];
    private readonly Dictionary<FieldValue, Totals> groups = [];

    public IReadOnlyList<PartList> Parts => parts;

    /// <summary>The candidates that have rows, over all parts; in the first round what is listed, of which only <see cref="Known"/> is the whole of a group.</summary>
    public IReadOnlyDictionary<FieldValue, Totals> Groups => groups;

    /// <summary>Of all parts.</summary>
    public Totals Totals { get; private set; } = Totals.None;

    /// <summary>Whether one part's groups fit into an answer.</summary>
    public static bool Fits(int size, IReadOnlyList<FieldValue>? candidates) => size + (candidates?.Count ?? 0) <= SearchClient.MaxBuckets;

    /// <summary>By what the groups are ranked of which all parts have told everything.</summary>
    public IReadOnlyDictionary<FieldValue, Rank> Known() => candidates is null
        ? TopProof.Known(parts)
        : groups.ToDictionary(group => group.Key, group => query.RankOf(measure => group.Value.Sums[measure]));

    public Task AskAsync(SearchClient search, Source source, CancellationToken cancellation) =>
        DayParts.AskAsync(search, source, query.Selection.Filter, size + (candidates?.Count ?? 0), WriteGroups, Read, cancellation);

    private void WriteGroups(Utf8JsonWriter json)
    {
        SumsJson.Write(json);
        GroupsJson.WriteList(json, ListName, query.Dimension, query.Measures, size, WriteListed);
        if (candidates is { Count: > 0 }) GroupsJson.WriteNamed(json, CandidatesName, query.Dimension, candidates, SumsJson.Write);
    }

    private void WriteListed(Utf8JsonWriter json)
    {
        if (candidates is null) SumsJson.Write(json);
        else SumsJson.Write(json, query.Measures);
    }

    private void Read(JsonElement part)
    {
        var listed = GroupsJson.Read(part, ListName)
            .Select(group => KeyValuePair.Create(GroupsJson.ReadKey(group, query.Dimension), query.RankOf(measure => SumsJson.Read(group, measure))))
            .ToList();
        parts.Add(new(listed, Complete: listed.Count < size));
        Totals += SumsJson.Read(part);
        if (candidates is { Count: 0 }) return;
        foreach (var group in GroupsJson.Read(part, candidates is null ? ListName : CandidatesName))
        {
            var key = GroupsJson.ReadKey(group, query.Dimension);
            groups[key] = groups.GetValueOrDefault(key, Totals.None) + SumsJson.Read(group);
        }
    }
}
