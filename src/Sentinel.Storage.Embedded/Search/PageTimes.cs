using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// The times in which a page of a long day is looked for, in an order by time. Rows are stored about as they were seen, so that a short time is read in a few blocks of them,
/// while a whole day would be sorted for its newest rows. A time that holds more rows than the page takes holds the page: all other rows come behind.
/// </summary>
internal static class PageTimes
{
    /// <summary>Fewer rows are sorted as soon as asked about.</summary>
    public const int LongDay = 5_000;

    private const int PagesAtFirst = 2;
    private const int Growth = 8;

    /// <summary>The page within short times at its end of the day, each longer than the one before, where that is of use; then the page as it is.</summary>
    /// <param name="now">Epoch ms: no rows are expected behind it, and those that are there are found.</param>
    public static IEnumerable<Page> Within(Connection connection, Page page, long now)
    {
        if (page.Query.Order.IsByTime && page.Days is [var day])
        {
            var past = day.Slice.And(new(0, now));
            var selected = past.And(page.Query.Selection.Range.LastSeen);
            var (rows, times) = page.Matches is { } matches ? (matches, selected) : (CountFurther(connection, page.Query, day), past);
            var left = Behind(page.Query, selected);
            var rowsAtFirst = Math.Max(PagesAtFirst * (page.Offset + page.Limit + 1), LongDay);
            var first = rows < LongDay ? left.Length : 1 + (long)((double)times.Length * rowsAtFirst / rows);
            for (var length = first; length < left.Length / 2; length *= Growth) yield return page with { Query = Bounded(page.Query, left, length) };
        }

        yield return page;
    }

    /// <summary>How many rows the day of a stream has, of which the library keeps count; none for its first page, since that tells whether the day has many.</summary>
    private static long CountFurther(Connection connection, StreamQuery query, DayTable day)
    {
        if (query.After is null) return 0;
        using var rows = connection.Query($"SELECT count(*) FROM {day.Name}");
        return rows.Read() ? rows.Int64(0) : 0;
    }

    /// <summary>The times behind the place that the page begins behind.</summary>
    private static TimeSlice Behind(StreamQuery query, TimeSlice times) => query.After is not { } place ? times
        : query.Order.Descending ? times with { To = Math.Min(times.To, place.Value) }
        : times with { From = Math.Max(times.From, place.Value) };

    /// <summary>On the side that rows further on in the order lie on, and on no other: what comes before is the page's too.</summary>
    private static StreamQuery Bounded(StreamQuery query, TimeSlice times, long length) => query with
    {
        Selection = query.Selection.And(query.Order.Descending
            ? new Filter.Between(query.Order.By, times.To - length, null)
            : new Filter.Between(query.Order.By, null, times.From + length)),
    };
}
