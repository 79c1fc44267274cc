using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>Questions as a failing test shows them.</summary>
public static class Describe
{
    public static string Question(object question) => question switch
    {
        FindQuery find => $"find {Selected(find.Selection)}, {Ordered(find.Order)}, offset {find.Offset}, limit {find.Limit}, after {find.After}",
        StreamQuery stream => $"stream {Selected(stream.Selection)}, {Ordered(stream.Order)}, after {stream.After}",
        SeriesQuery series => $"series {series.From}…{series.To} by {series.Step} counting {series.Counted} of {series.Split?.Field} {string.Join(", ", series.Split?.Keys ?? [])} where {Text(series.Filter)}",
        DistinctQuery distinct => $"distinct {distinct.Dimension} of {Selected(distinct.Selection)}",
        GroupsQuery groups => $"{groups.Limit} groups of {groups.Dimension} after {groups.After} of {Selected(groups.Selection)}",
        TopQuery top => $"top {top.Limit} {top.Dimension} by {string.Join(", ", top.Measures)} of {Selected(top.Selection)}, with {string.Join(", ", top.Breakdowns)}",
        Selection selection => $"totals of {Selected(selection)}",
        _ => question.ToString() ?? "",
    };

    private static string Ordered(RowOrder order) => $"by {order.By} {(order.Descending ? "descending" : "ascending")}";

    private static string Selected(Selection selection) => $"{(selection.WithRollups ? "rolled up " : "")}{selection.Range.On} {selection.Range.Min}…{selection.Range.Max} where {Text(selection.Filter)}";

    private static string Text(Filter filter) => filter switch
    {
        Filter.In it => $"{it.Field} in ({string.Join(", ", it.Values)})",
        Filter.Has it => $"has {it.Field}",
        Filter.Within it => $"{it.Field} within {it.Prefix}",
        Filter.Between it => $"{it.Field} between {it.Min} and {it.Max}",
        Filter.Not(var inner) => $"not {Text(inner)}",
        Filter.All(var filters) => $"all({string.Join("; ", filters.Select(Text))})",
        Filter.Any(var filters) => $"any({string.Join("; ", filters.Select(Text))})",
        _ => filter.ToString(),
    };
}
