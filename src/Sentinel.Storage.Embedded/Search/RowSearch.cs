using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

internal static class RowSearch
{
    /// <summary>A page of this many rows, with those that are passed over …</summary>
    private const int ShortPage = 1_000;

    /// <summary>… of less than this many is sorted with all its columns in memory.</summary>
    private const int Many = 1_000_000;

    public static FlowPage Find(Connection connection, FindQuery query, IReadOnlyList<DayTable> days)
    {
        var matches = days.Count == 0 ? [] : Count(connection, query.Selection, days);
        var total = matches.Sum(match => match.Rows);
        if (query.Offset >= total) return new([], total, HasMore: false);
        var isSmall = query.Offset <= ShortPage - query.Limit && total < Many;
        var rows = Page(connection, new(query.Selection, query.Order, query.After), query.Offset, query.Limit, Reached(query, matches), isSmall);
        var hasMore = rows.Count > query.Limit;
        if (hasMore) rows.RemoveAt(query.Limit);
        return new(rows, total, hasMore);
    }

    /// <summary>The page, and one row more where there is one.</summary>
    /// <param name="isSmall">Whether it is found more quickly with all columns at once, unless by time, when its rows lie together.</param>
    public static List<FlowRow> Page(Connection connection, StreamQuery query, long offset, int limit, IReadOnlyList<DayTable> days, bool isSmall = false)
    {
        if (days.Count == 0) return [];
        var question = new Question(query.Selection, days);
        var after = query.After is { } position ? Placement.After(position, query.Order, question) : "TRUE";
        var upTo = query.LastGroup is { } group ? Placement.UpTo(group, query.Order, question) : "TRUE";
        var selected = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            FROM {Question.From} WHERE {question.Where} AND {after} AND {upTo}
            ORDER BY {Placement.OrderBy(query.Order)} LIMIT {limit + 1} OFFSET {offset}
            """);
        return isSmall && !query.Order.IsByTime ? ReadWhole(connection, question, selected) : ReadByPlace(connection, question, selected);
    }

    /// <summary>The row of that id, on one of the days that may hold its window.</summary>
    public static FlowRow? Find(Connection connection, RowId id, Selection selection, IReadOnlyList<DayTable> days)
    {
        if (days.Count == 0) return null;
        var question = new Question(selection, days);
        var sql = $"SELECT {FlowSchema.SelectList} FROM {Question.From} WHERE {question.Where} AND {FlowSchema.IdHash.Name} = {question.Bind(id.Hash)}";
        using var rows = question.Ask(connection, sql);
        return rows.Read() ? FlowSchema.Read(rows) : null;
    }

    /// <summary>The days that have matches, ascending, and how many.</summary>
    private static List<(DayTable Day, long Rows)> Count(Connection connection, Selection selection, IReadOnlyList<DayTable> days)
    {
        var question = new Question(selection, days);
        var matches = new List<(DayTable Day, long Rows)>();
        using var rows = question.Ask(
            connection,
            $"SELECT {Question.DayNumber}, count(*) FROM {Question.From} WHERE {question.Where} GROUP BY {Question.DayNumber} ORDER BY {Question.DayNumber}");
        while (rows.Read()) matches.Add((DayOf(rows), rows.Int64(1)));
        return matches;
    }

    /// <summary>The days that the page's rows are of. In an order by time it begins with the first, and all of a day come before those of the next.</summary>
    private static List<DayTable> Reached(FindQuery query, List<(DayTable Day, long Rows)> matches)
    {
        if (!query.Order.IsByTime || query.After is not null) return matches.ConvertAll(match => match.Day);
        if (query.Order.Descending) matches.Reverse();
        var (reached, rows) = (new List<DayTable>(), 0L);
        foreach (var match in matches)
        {
            if (rows > query.Offset + query.Limit) break;
            reached.Add(match.Day);
            rows += match.Rows;
        }

        return reached;
    }

    private static List<FlowRow> ReadWhole(Connection connection, Question question, string selected)
    {
        var found = new List<FlowRow>();
        using var rows = question.Ask(connection, $"SELECT {FlowSchema.SelectList} {selected}");
        while (rows.Read()) found.Add(FlowSchema.Read(rows));
        return found;
    }

    /// <summary>
    /// Sorts by the few columns of the order; all others are read for the page's rows alone. Sorted with all of their columns, a page of ten thousand
    /// rows among millions does not fit into the memory limit.
    /// </summary>
    private static List<FlowRow> ReadByPlace(Connection connection, Question question, string selected)
    {
        var places = new List<(DayTable Day, long Place)>();
        using (var rows = question.Ask(connection, $"SELECT {Question.DayNumber}, {Question.Place} {selected}"))
        {
            while (rows.Read()) places.Add((DayOf(rows), rows.Int64(1)));
        }

        var found = new FlowRow[places.Count];
        foreach (var day in places.Index().GroupBy(one => one.Item.Day, one => (one.Item.Place, one.Index)))
        {
            var indexes = day.ToDictionary(one => one.Place, one => one.Index);
            using var rows = connection.Query(
                $"SELECT {FlowSchema.SelectList}, rowid FROM {day.Key.Name} WHERE rowid IN (SELECT unnest($1::BIGINT[]))",
                indexes.Keys.ToArray());
            while (rows.Read()) found[indexes[rows.Int64(FlowSchema.Columns.Count)]] = FlowSchema.Read(rows);
        }

        return [.. found];
    }

    private static DayTable DayOf(Rows rows) => new(DateOnly.FromDayNumber((int)rows.Int64(0)));
}
