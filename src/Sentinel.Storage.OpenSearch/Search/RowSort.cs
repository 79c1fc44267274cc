using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>The order of rows in the engine's words: what to sort by, and a place in that order.</summary>
internal static class RowSort
{
    /// <summary>The numbers that rows are ordered by before their source; no two rows of one message share all.</summary>
    public static IReadOnlyList<string> Levels(RowOrder order) => order.By == FlowFields.LastSeen
        ? [FlowFields.LastSeen.Name, FlowFields.Tie.Name]
        : [order.By.Name, FlowFields.LastSeen.Name, FlowFields.Tie.Name];

    /// <summary>Writes the member <c>sort</c>.</summary>
    public static void Write(Utf8JsonWriter json, RowOrder order)
    {
        json.WriteStartArray("sort");
        if (order.GroupedBy is { } groups) WriteGroups(json, groups, order);
        WriteFields(json, [.. Levels(order), FlowFields.SrcIp.Name, FlowFields.SrcPort.Name], order);
        json.WriteEndArray();
    }

    /// <summary>Writes the member <c>sort</c> of the levels alone: rows that share them come in any order.</summary>
    public static void WriteNumbers(Utf8JsonWriter json, RowOrder order)
    {
        json.WriteStartArray("sort");
        WriteFields(json, Levels(order), order);
        json.WriteEndArray();
    }

    /// <summary>Writes the member <c>search_after</c>.</summary>
    public static void WriteAfter(Utf8JsonWriter json, RowOrder order, RowPosition position)
    {
        json.WriteStartArray("search_after");
        if (order.GroupedBy is not null) json.WriteStringValue(position.Group);
        foreach (var value in Values(order, position)) json.WriteNumberValue(value);
        json.WriteStringValue(position.SrcIp.ToString());
        json.WriteNumberValue(position.SrcPort);
        json.WriteEndArray();
    }

    /// <summary>Writes the member <c>search_after</c> of a sort by the levels: the rows that share those of the place are the first behind it.</summary>
    public static void WriteFromNumbers(Utf8JsonWriter json, RowOrder order, RowPosition place)
    {
        var values = Values(order, place);
        var (nearest, furthest, step) = order.Descending ? (int.MaxValue, int.MinValue, 1) : (int.MinValue, int.MaxValue, -1);
        // The last level is an integer, and engines take no number beyond its bounds.
        values[^1] = place.Tie == nearest ? furthest : place.Tie + step;
        if (place.Tie == nearest) values[^2] += step;
        json.WriteStartArray("search_after");
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    /// <summary>Writes the rows of a selection that are not behind the group, in an ascending order; those of no group are before all.</summary>
    public static void WriteUpTo(Utf8JsonWriter json, StreamQuery query, string group)
    {
        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WritePropertyName("filter");
        FilterJson.Write(json, query.Selection);
        json.WriteStartObject("must_not");
        json.WriteStartObject("range");
        json.WriteStartObject(query.Order.GroupedBy!.Name);
        json.WriteString("gt", group);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the condition that a row lies behind the place; what <c>search_after</c> is to hits, this is to aggregations.</summary>
    public static void WriteBehind(Utf8JsonWriter json, RowOrder order, RowPosition position)
    {
        var levels = Levels(order).Zip(Values(order, position)).ToList();
        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WriteStartArray("should");
        for (var level = 0; level < levels.Count + 2; level++)
        {
            json.WriteStartObject();
            json.WriteStartObject("bool");
            json.WriteStartArray("filter");
            foreach (var (field, value) in levels.Take(level)) FilterJson.WriteRange(json, field, value, value);
            if (level > levels.Count) FilterJson.Write(json, Filter.Is(FlowFields.SrcIp, position.SrcIp));
            WriteBeyond(json, order, level, levels, position);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("minimum_should_match", 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// The place just before the first row whose levels up to the last of <paramref name="values"/> have these values, or lie behind them.
    /// </summary>
    public static RowPosition Before(RowOrder order, IReadOnlyList<long> values)
    {
        var edges = order.Descending
            ? (Time: FlowFields.LastSeen.Max, Tie: int.MaxValue, Ip: new Address(UInt128.MaxValue), Port: ushort.MaxValue + 1)
            : (Time: 0, Tie: int.MinValue, Ip: new Address(0), Port: -1);
        var lastSeenLevel = order.By == FlowFields.LastSeen ? 0 : 1;
        var lastSeen = values.Count > lastSeenLevel ? values[lastSeenLevel] : edges.Time;
        var tie = values.Count > lastSeenLevel + 1 ? (int)values[lastSeenLevel + 1] : edges.Tie;
        return new(values[0], lastSeen, tie, edges.Ip, edges.Port);
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<string> fields, RowOrder order)
    {
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString(field, order.Descending ? "desc" : "asc");
            json.WriteEndObject();
        }
    }

    private static void WriteGroups(Utf8JsonWriter json, KeywordField groups, RowOrder order)
    {
        json.WriteStartObject();
        json.WriteStartObject(groups.Name);
        json.WriteString("order", order.Descending ? "desc" : "asc");
        json.WriteString("missing", order.Descending ? "_last" : "_first");
        // A day that a version without the field made has only such rows.
        json.WriteString("unmapped_type", "keyword");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static long[] Values(RowOrder order, RowPosition position) => order.By == FlowFields.LastSeen
        ? [position.LastSeen, position.Tie]
        : [position.Value, position.LastSeen, position.Tie];

    private static void WriteBeyond(
        Utf8JsonWriter json, RowOrder order, int level, List<(string Field, long Value)> levels, RowPosition position)
    {
        var beyond = order.Descending ? "lt" : "gt";
        json.WriteStartObject();
        json.WriteStartObject("range");
        json.WriteStartObject(level < levels.Count ? levels[level].Field : level == levels.Count ? FlowFields.SrcIp.Name : FlowFields.SrcPort.Name);
        if (level < levels.Count) json.WriteNumber(beyond, levels[level].Value);
        else if (level == levels.Count) json.WriteString(beyond, position.SrcIp.ToString());
        else json.WriteNumber(beyond, position.SrcPort);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
