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

    /// <summary>The page, and how many rows match on all days.</summary>
    /// <inheritdoc cref="TimedPages.Of" path="/param[@name='now']"/>
    public static FlowPage Find(Connection connection, FindQuery query, IReadOnlyList<DayTable> days, long now)
    {
        var matches = days.Count == 0 ? [] : Count(connection, query.Selection, days);
        var total = matches.Sum(match => match.Rows);
        var reached = Reached(query, matches);
        if (query.Offset >= total || reached.Count == 0) return new([], total, HasMore: false);
        var isSmall = query.Offset <= ShortPage - query.Limit && total < Many;
        var rows = query.Order.IsByTime || !isSmall
            ? ReadByPlace(connection, FindPlaces(connection, Pages(query, reached), now))
            : ReadWhole(connection, PageOf(query, reached));
        var hasMore = rows.Count > query.Limit;
        if (hasMore) rows.RemoveAt(query.Limit);
        return new(rows, total, hasMore);
    }

    /// <summary>A page of a stream, and one row more where there is one.</summary>
    /// <inheritdoc cref="TimedPages.Of" path="/param[@name='now']"/>
    public static List<FlowRow> ReadPage(Connection connection, StreamQuery query, int limit, IReadOnlyList<DayTable> days, long now) =>
        days.Count == 0 ? [] : ReadByPlace(connection, FindPlaces(connection, [new(query, 0, limit, days)], now));

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

    /// <summary>
    /// The days that the page's rows are of, as far as that is certain. In an order by time all rows of a day come before those of the next: the page begins with the first, or
    /// with that of the place that it lies behind, of which nobody knows how many rows do.
    /// </summary>
    private static List<(DayTable Day, long Rows)> Reached(FindQuery query, List<(DayTable Day, long Rows)> matches)
    {
        if (!query.Order.IsByTime) return matches;
        if (query.Order.Descending) matches.Reverse();
        var (reached, rows) = (new List<(DayTable Day, long Rows)>(), 0L);
        foreach (var match in matches)
        {
            var side = query.After is { } place ? query.Order.SideOf(match.Day.Slice, place) : 1;
            if (side < 0) continue;
            if (rows > query.Offset + query.Limit) break;
            reached.Add(match);
            if (side > 0) rows += match.Rows;
        }

        return reached;
    }

    /// <summary>Behind a place, mostly the first day alone has the page.</summary>
    private static IEnumerable<Page> Pages(FindQuery query, List<(DayTable Day, long Rows)> days) =>
        query is { Order.IsByTime: true, After: not null } && days.Count > 1 ? [PageOf(query, days[..1]), PageOf(query, days)] : [PageOf(query, days)];

    private static Page PageOf(FindQuery query, List<(DayTable Day, long Rows)> days) =>
        new(new(query.Selection, query.Order, query.After), query.Offset, query.Limit, days.ConvertAll(match => match.Day)) { Matches = days.Sum(match => match.Rows) };

    private static List<FlowRow> ReadWhole(Connection connection, Page page)
    {
        var found = new List<FlowRow>();
        using var rows = page.Ask(connection, FlowSchema.SelectList);
        while (rows.Read()) found.Add(FlowSchema.Read(rows));
        return found;
    }

    /// <summary>Where the rows lie of the first of the pages that is full, or of the last, in their order.</summary>
    private static List<(DayTable Day, long Place)> FindPlaces(Connection connection, IEnumerable<Page> pages, long now)
    {
        List<(DayTable Day, long Place)> places = [];
        foreach (var page in pages.SelectMany(page => TimedPages.Of(connection, page, now)))
        {
            places = ReadPlaces(connection, page);
            if (places.Count > page.Limit) break;
        }

        return places;
    }

    private static List<(DayTable Day, long Place)> ReadPlaces(Connection connection, Page page)
    {
        var places = new List<(DayTable Day, long Place)>();
        using var rows = page.Ask(connection, $"{Question.DayNumber}, {Question.Place}");
        while (rows.Read()) places.Add((DayOf(rows), rows.Int64(1)));
        return places;
    }

    /// <summary>
    /// The places were found by the few columns of filter and order; all others are read for these rows alone. Sorted with all of their columns, a page of ten thousand
    /// rows among millions does not fit into the memory limit.
    /// </summary>
    private static List<FlowRow> ReadByPlace(Connection connection, List<(DayTable Day, long Place)> places)
    {
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
