using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// The times in which a page of a long day is looked for, in an order by time. Rows are stored about as they were seen, so that a short time is a few blocks of them, and
/// sorting a whole day for its newest rows is not. Times that hold more rows than the page takes hold the page: all other rows come behind.
/// </summary>
internal static class PageTimes
{
    /// <summary>A day of fewer rows is sorted sooner than asked about.</summary>
    private const int LongDay = 10_000;

    /// <summary>The first time is as long as this many pages are, if rows come evenly …</summary>
    private const int Ample = 2;

    /// <summary>… and each further one is so many times as long, up to half of all.</summary>
    private const int Growth = 8;

    /// <summary>The page's selection within each of these times, the shortest first. Where none has enough rows, or there is none, the page is one of the whole.</summary>
    /// <param name="matches">How many rows of the page's days are selected, where that is known.</param>
    public static IEnumerable<Selection> Of(Connection connection, Page page, long? matches)
    {
        var (query, order) = (page.Query, page.Query.Order);
        if (!order.IsByTime || page.Days is not [var day] || matches < LongDay) yield break;
        var (stored, held) = Extent(connection, day, order.By);
        if (held < LongDay) yield break;
        var times = stored.And(query.Selection.Range.LastSeen).And(Behind(query));
        var rows = page.Offset + page.Limit + 1;
        for (var length = 1 + (long)(stored.Length * ((double)Ample * rows / (matches ?? held))); length < times.Length / 2; length *= Growth)
        {
            yield return query.Selection.And(order.Descending
                ? new Filter.Between(order.By, times.To - length, null)
                : new Filter.Between(order.By, null, times.From + length));
        }
    }

    /// <summary>The first and last time of the day's rows and how many there are, of which the library keeps count: nothing is read, and rows that are being appended may be in it.</summary>
    private static (TimeSlice Times, long Rows) Extent(Connection connection, DayTable day, NumberField by)
    {
        var name = Column.Of(by, ColumnType.BigInt).Name;
        using var rows = connection.Query(string.Create(CultureInfo.InvariantCulture, $"SELECT min({name}), max({name}), count(*) FROM {day.Name}"));
        return rows.Read() && !rows.IsNull(0) ? (new(rows.Int64(0), rows.Int64(1) + 1), rows.Int64(2)) : (default, 0);
    }

    /// <summary>The times behind the place that the page begins behind.</summary>
    private static TimeSlice Behind(StreamQuery query) => query.After is not { } place ? new(0, Window.MaxTime + 1)
        : query.Order.Descending ? new(0, place.Value + 1)
        : new(place.Value, Window.MaxTime + 1);
}
