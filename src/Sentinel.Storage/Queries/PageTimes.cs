using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// The times in which a page is looked for, in an order by time. Rows are stored about as they were seen, so that a short time is read in a few blocks of them,
/// while all the rows of a day would be sorted for its newest. A time that holds more rows than the page takes holds the page: all other rows come behind.
/// </summary>
public static class PageTimes
{
    /// <summary>Fewer rows are sorted as soon as asked about.</summary>
    public const int ManyRows = 5_000;

    private const int PagesAtFirst = 2;
    private const int Growth = 8;

    /// <summary>Up to where the page is looked for in turn: as far as a few thousand rows or two such pages are likely to reach, then in eight times that, and so on; in the end, null, without a bound.</summary>
    /// <param name="times">In which matching rows may have been seen last.</param>
    /// <param name="rows">About how many rows are seen in <paramref name="length"/> ms, from which the first time is guessed.</param>
    /// <param name="pageRows">Of the page, and those that it passes over.</param>
    /// <returns>Epoch ms, full minutes.</returns>
    public static IEnumerable<long?> Bounds(StreamQuery query, TimeSlice times, long rows, long length, long pageRows)
    {
        if (query.Order.IsByTime && rows >= ManyRows)
        {
            var behind = Behind(query, times);
            var first = Math.Max(Window.Milliseconds, (long)((double)length * Math.Max(PagesAtFirst * pageRows, ManyRows) / rows));
            for (var looked = first; looked < behind.Length / 2; looked *= Growth)
                yield return query.Order.Descending ? Window.Of(behind.To - looked).Start : Window.Of(behind.From + looked - 1).End;
        }

        yield return null;
    }

    /// <summary>
    /// The rows of a query that were last seen before the bound, or in a descending order not before it. By <c>@timestamp</c> also in an order by <c>last_seen</c>: both
    /// give windows the same order, and every store finds rows by it.
    /// </summary>
    public static StreamQuery UpTo(this StreamQuery query, long bound) => query with
    {
        Selection = query.Selection.And(query.Order.Descending
            ? new Filter.Between(FlowFields.Timestamp, bound + Window.Milliseconds, null)
            : new Filter.Between(FlowFields.Timestamp, null, bound)),
    };

    /// <summary>The times behind the place that the page begins behind.</summary>
    private static TimeSlice Behind(StreamQuery query, TimeSlice times)
    {
        if (query.After is not { } place) return times;
        // A window's end is up to 60 s behind what was seen in it.
        var first = query.Order.By == FlowFields.Timestamp ? place.Value - Window.Milliseconds : place.Value;
        return query.Order.Descending ? times with { To = Math.Min(times.To, place.Value) } : times with { From = Math.Max(times.From, first) };
    }
}
