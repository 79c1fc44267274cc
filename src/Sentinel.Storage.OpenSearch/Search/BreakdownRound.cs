using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>From each part, for each of the groups and each field of a breakdown, its largest values: more than are asked for, so that they may prove themselves.</summary>
internal sealed class BreakdownRound(TopQuery query, IReadOnlyList<FieldValue> groups)
{
    private const string GroupsName = "groups";

    private readonly Dictionary<(FieldValue Group, Breakdown Breakdown), List<PartList>> parts = [];

    public Task AskAsync(SearchClient search, Source source, CancellationToken cancellation)
    {
        var buckets = groups.Count * (1 + query.Breakdowns.Sum(Size));
        return DayParts.AskAsync(search, source, query.Selection.And(Groups.Among(query.Dimension, groups)).Filter, buckets, Write, Read, cancellation);
    }

    /// <summary>The group's largest values; null where its lists do not prove them.</summary>
    public IReadOnlyList<BreakdownEntry>? Proven(FieldValue group, Breakdown breakdown)
    {
        var lists = parts.GetValueOrDefault((group, breakdown), []);
        var known = TopProof.Known(lists);
        if (!TopProof.Holds(breakdown.Limit, lists, known)) return null;
        var largest = known.OrderByDescending(value => value.Value).ThenBy(value => value.Key).Take(breakdown.Limit);
        return [.. largest.Select(value => new BreakdownEntry(value.Key, value.Value.First))];
    }

    /// <summary>Of a part's list: of all breakdowns of the most groups they fit into an answer.</summary>
    private static int Size(Breakdown breakdown) => 10 * breakdown.Limit;

    private void Write(Utf8JsonWriter json) => GroupsJson.WriteNamed(json, GroupsName, query.Dimension, groups, inner =>
    {
        Measure[] by = [query.By];
        foreach (var breakdown in query.Breakdowns)
            GroupsJson.WriteList(inner, breakdown.Field.Name, breakdown.Field, by, Size(breakdown), sums => SumsJson.Write(sums, by));
    });

    private void Read(JsonElement part)
    {
        foreach (var group in GroupsJson.Read(part, GroupsName))
        {
            foreach (var breakdown in query.Breakdowns) Add(GroupsJson.ReadKey(group, query.Dimension), breakdown, group);
        }
    }

    private void Add(FieldValue key, Breakdown breakdown, JsonElement group)
    {
        var listed = GroupsJson.Read(group, breakdown.Field.Name)
            .Select(value => KeyValuePair.Create(GroupsJson.ReadKey(value, breakdown.Field), new Rank(SumsJson.Read(value, query.By), 0)))
            .ToList();
        if (!parts.TryGetValue((key, breakdown), out var lists)) parts.Add((key, breakdown), lists = []);
        lists.Add(new(listed, Complete: listed.Count < Size(breakdown)));
    }
}
