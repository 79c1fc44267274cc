using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>The order of rows, and a place in it, as SQL.</summary>
internal static class Placement
{
    public static string OrderBy(RowOrder order)
    {
        var direction = order.Descending ? "DESC" : "ASC";
        string[] groups = order.GroupedBy is { } field ? [$"{Name(field)} {direction} NULLS {(order.Descending ? "LAST" : "FIRST")}"] : [];
        // The whole hash comes last: rows that tie in all the order knows still keep their places from page to page.
        return string.Join(", ", [.. groups, .. Keys(order).Select(key => $"{key} {direction}"), $"{FlowSchema.IdHash.Name} {direction}"]);
    }

    public static string After(RowPosition position, RowOrder order, Question question)
    {
        var inGroup = AfterInGroup(position, order, question);
        if (order.GroupedBy is not { } field) return inGroup;
        if (position.Group is not { } group) return order.Descending ? $"({Name(field)} IS NULL AND {inGroup})" : $"({Name(field)} IS NOT NULL OR {inGroup})";
        var (value, orNone) = (question.Bind(group), order.Descending ? $" OR {Name(field)} IS NULL" : "");
        return $"({Name(field)} {(order.Descending ? "<" : ">")} {value} OR ({Name(field)} = {value} AND {inGroup}){orNone})";
    }

    /// <summary>Not behind the group, in an ascending order.</summary>
    public static string UpTo(string group, RowOrder order, Question question) =>
        $"({Name(order.GroupedBy!)} IS NULL OR {Name(order.GroupedBy!)} <= {question.Bind(group)})";

    private static string AfterInGroup(RowPosition position, RowOrder order, Question question)
    {
        var tie = (ulong)(position.Tie - (long)int.MinValue);
        object[] values = [position.Value, position.LastSeen, tie, position.SrcIp.High, position.SrcIp.Low, (long)position.SrcPort];
        var keys = string.Join(", ", Keys(order));
        var places = string.Join(", ", values.Select(question.Bind));
        var (behind, notBefore) = order.Descending ? ("<", "<=") : (">", ">=");
        // The first comparison follows from the second; it is the one that lets blocks be skipped.
        return $"({Keys(order)[0]} {notBefore} {question.Bind(position.Value)} AND ({keys}) {behind} ({places}))";
    }

    private static string Name(Field field) => Column.Of(field, ColumnType.BigInt).Name;

    private static string[] Keys(RowOrder order) =>
    [
        Name(order.By),
        Name(FlowFields.LastSeen),
        FlowSchema.Tie,
        Column.High(FlowFields.SrcIp).Name,
        Column.Low(FlowFields.SrcIp).Name,
        Name(FlowFields.SrcPort),
    ];
}
