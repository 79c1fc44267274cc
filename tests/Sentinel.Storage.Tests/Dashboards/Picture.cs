using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;

namespace Sentinel.Storage.Tests.Dashboards;

/// <summary>
/// A visualization: groups within groups, and sums of the innermost. <see cref="Request"/> is what Dashboards asks the engine for it,
/// <c>Shown</c> what it then shows, a line a group, and <c>Expected</c> the same in plain LINQ.
/// </summary>
public sealed class Picture
{
    private const string Sum = "sum";

    private readonly SavedObject visualization;
    private readonly Dictionary<string, NumberField> sums;
    private readonly IReadOnlyList<Grouping> groupings;

    public Picture(SavedObject visualization)
    {
        this.visualization = visualization;
        var kinds = visualization.Inner("visState")["aggs"]!.AsArray().ToLookup(aggregation => string.Equals(aggregation!["type"]!.GetValue<string>(), Sum, StringComparison.Ordinal));
        sums = kinds[true].ToDictionary(
            aggregation => aggregation!["id"]!.GetValue<string>(),
            aggregation => (NumberField)FlowFields.ByName[aggregation!["params"]!["field"]!.GetValue<string>()],
            StringComparer.Ordinal);
        groupings = [.. kinds[false].Select(aggregation => Grouping.Of(aggregation!, sums))];
    }

    /// <param name="filters">What Dashboards adds of its own: the time, and what its user has pinned.</param>
    public JsonObject Request(params IEnumerable<JsonObject> filters) =>
        new() { ["size"] = 0, ["query"] = Asked.All([visualization.Query.ToJson(), .. filters]), ["aggs"] = Aggregations(0) };

    public IEnumerable<string> Shown(JsonNode answer) => Shown(answer["aggregations"]!, 0, "");

    public IEnumerable<string> Expected(IEnumerable<FlowRow> rows) => Expected([.. rows.Where(visualization.Query.Matches)], 0, "");

    /// <summary>Of the groups at a depth: the sums, which order them, and the groups within.</summary>
    private JsonObject Aggregations(int depth)
    {
        var level = new JsonObject(sums.Select(sum => KeyValuePair.Create(sum.Key, (JsonNode?)new JsonObject { [Sum] = new JsonObject { ["field"] = sum.Value.Name } })));
        if (depth == groupings.Count) return level;
        var group = groupings[depth].ToJson();
        group["aggs"] = Aggregations(depth + 1);
        level[groupings[depth].Id] = group;
        return level;
    }

    private IEnumerable<string> Shown(JsonNode level, int depth, string path) => depth == groupings.Count
        ? [Line(path, sums.Keys.Select(id => (Int128)level[id]!["value"]!.GetValue<double>()))]
        : groupings[depth].Buckets(level[groupings[depth].Id]!).SelectMany(one => Shown(one.Bucket, depth + 1, $"{path}{one.Key} / "));

    private IEnumerable<string> Expected(IReadOnlyList<FlowRow> rows, int depth, string path) => depth == groupings.Count
        ? [Line(path, sums.Values.Select(field => rows.Aggregate((Int128)0, (sum, row) => sum + field.Get(row.Flow)!.Value)))]
        : groupings[depth].Split(rows).SelectMany(one => Expected(one.Rows, depth + 1, $"{path}{one.Key} / "));

    private static string Line(string path, IEnumerable<Int128> values) => path + string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
