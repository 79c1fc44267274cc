using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

internal static class RowSearch
{
    public static FlowPage Find(Connection connection, FindQuery query, IReadOnlyList<DayTable> days)
    {
        var total = days.Count == 0 ? 0 : Count(connection, query.Selection, days);
        if (query.Offset >= total) return new([], total, HasMore: false);
        var rows = Page(connection, new(query.Selection, query.Order, query.After), query.Offset, query.Limit, days);
        var hasMore = rows.Count > query.Limit;
        if (hasMore) rows.RemoveAt(query.Limit);
        return new(rows, total, hasMore);
    }

    /// <summary>The page, and one row more where there is one.</summary>
    public static List<FlowRow> Page(Connection connection, StreamQuery query, long offset, int limit, IReadOnlyList<DayTable> days)
    {
        if (days.Count == 0) return [];
        var question = new Question(query.Selection, days);
        var after = query.After is { } position ? Placement.After(position, query.Order, question) : "TRUE";
        var upTo = query.LastGroup is { } group ? Placement.UpTo(group, query.Order, question) : "TRUE";
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {FlowSchema.SelectList} FROM {question.From} WHERE {question.Where} AND {after} AND {upTo}
            ORDER BY {Placement.OrderBy(query.Order)} LIMIT {limit + 1} OFFSET {offset}
            """);
        var found = new List<FlowRow>();
        using var rows = question.Ask(connection, sql);
        while (rows.Read()) found.Add(FlowSchema.Read(rows));
        return found;
    }

    /// <summary>The row of that id, on one of the days that may hold its window.</summary>
    public static FlowRow? Find(Connection connection, RowId id, Selection selection, IReadOnlyList<DayTable> days)
    {
        if (days.Count == 0) return null;
        var question = new Question(selection, days);
        var sql = $"SELECT {FlowSchema.SelectList} FROM {question.From} WHERE {question.Where} AND {FlowSchema.IdHash.Name} = {question.Bind(id.Hash)}";
        using var rows = question.Ask(connection, sql);
        return rows.Read() ? FlowSchema.Read(rows) : null;
    }

    private static long Count(Connection connection, Selection selection, IReadOnlyList<DayTable> days)
    {
        var question = new Question(selection, days);
        using var rows = question.Ask(connection, $"SELECT count(*) FROM {question.From} WHERE {question.Where}");
        return rows.Read() ? rows.Int64(0) : 0;
    }
}
