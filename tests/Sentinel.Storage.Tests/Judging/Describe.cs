using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>Questions as a failing test shows them.</summary>
public static class Describe
{
    public static string Question(object question) => question switch
    {
        FindQuery find => $"find {Selected(find.Selection)}, by {find.Order.By} {(find.Order.Descending ? "descending" : "ascending")}, offset {find.Offset}, limit {find.Limit}, after {find.After}",
        TopQuery top => $"top {top.Limit} {top.Dimension} by {top.By} of {Selected(top.Selection)}",
        Selection selection => $"totals of {Selected(selection)}",
        _ => question.ToString() ?? "",
    };

    private static string Selected(Selection selection) => $"{selection.Range.On} {selection.Range.Min}…{selection.Range.Max} where {Text(selection.Filter)}";

    private static string Text(Filter filter) => filter switch
    {
        Filter.In it => $"{it.Field} in ({string.Join(", ", it.Values)})",
        Filter.Within it => $"{it.Field} within {it.Prefix}",
        Filter.Between it => $"{it.Field} between {it.Min} and {it.Max}",
        Filter.Not(var inner) => $"not {Text(inner)}",
        Filter.All(var filters) => $"all({string.Join("; ", filters.Select(Text))})",
        Filter.Any(var filters) => $"any({string.Join("; ", filters.Select(Text))})",
        _ => filter.ToString(),
    };
}
