using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>A page of a long day, looked for within <see cref="PageTimes"/>.</summary>
internal static class TimedPages
{
    /// <summary>The page up to each bound, where that is of use; then the page as it is.</summary>
    /// <param name="now">Epoch ms: no rows are expected behind it, and those that are there are found.</param>
    public static IEnumerable<Page> Of(Connection connection, Page page, long now)
    {
        foreach (var bound in Bounds(connection, page, now)) yield return bound is { } end ? page with { Query = page.Query.UpTo(end) } : page;
    }

    private static IEnumerable<long?> Bounds(Connection connection, Page page, long now)
    {
        if (page.Days is not [var day]) return [null];
        var past = day.Slice.And(new(0, now));
        var selected = past.And(page.Query.Selection.Range.LastSeen);
        var (rows, length) = page.Matches is { } matches ? (matches, selected.Length) : (CountFurther(connection, page.Query, day), past.Length);
        return PageTimes.Bounds(page.Query, selected, rows, length, page.Offset + page.Limit + 1);
    }

    /// <summary>How many rows the day of a stream has, of which the library keeps count; none for its first page, since that tells whether the day has many.</summary>
    private static long CountFurther(Connection connection, StreamQuery query, DayTable day)
    {
        if (query is { After: null } or { Order.IsByTime: false }) return 0;
        using var rows = connection.Query($"SELECT count(*) FROM {day.Name}");
        return rows.Read() ? rows.Int64(0) : 0;
    }
}
