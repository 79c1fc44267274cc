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
        // The whole hash comes last: rows that tie in all the order knows still keep their places from page to page.
        return string.Join(", ", [.. Keys(order).Select(key => $"{key} {direction}"), $"{FlowSchema.IdHash.Name} {direction}"]);
    }

    public static string After(RowPosition position, RowOrder order, Question question)
    {
        var tie = (ulong)(position.Tie - (long)int.MinValue);
        object[] values = [position.Value, position.LastSeen, tie, position.SrcIp.High, position.SrcIp.Low, (long)position.SrcPort];
        var keys = string.Join(", ", Keys(order));
        var places = string.Join(", ", values.Select(question.Bind));
        var (behind, notBefore) = order.Descending ? ("<", "<=") : (">", ">=");
        // The first comparison follows from the second; it is the one that lets blocks be skipped.
        return $"({Keys(order)[0]} {notBefore} {question.Bind(position.Value)} AND ({keys}) {behind} ({places}))";
    }

    private static string[] Keys(RowOrder order) =>
    [
        Column.Of(order.By, ColumnType.BigInt).Name,
        Column.Of(FlowFields.LastSeen, ColumnType.BigInt).Name,
        FlowSchema.Tie,
        Column.High(FlowFields.SrcIp).Name,
        Column.Low(FlowFields.SrcIp).Name,
        Column.Of(FlowFields.SrcPort, ColumnType.BigInt).Name,
    ];
}
