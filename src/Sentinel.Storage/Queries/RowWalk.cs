using System.Runtime.CompilerServices;
using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// A stream read a page at a time, each behind the place of the last row. Between two pages nothing is held in the store, however
/// slow the reader; a row written again keeps its place, and a day that is dropped has no further rows.
/// </summary>
public static class RowWalk
{
    public const int PageRows = 5_000;

    /// <param name="listDays">The days that may hold rows of the stream, ascending.</param>
    /// <param name="readPage">
    /// The first rows of these days behind the place, in the stream's order: <see cref="PageRows"/> and one more, which tells that others
    /// follow, or all there are.
    /// </param>
    public static async IAsyncEnumerable<FlowRow> ReadAsync<TDay>(
        StreamQuery query,
        Func<CancellationToken, Task<IReadOnlyList<TDay>>> listDays,
        Func<IReadOnlyList<TDay>, RowPosition?, CancellationToken, Task<IReadOnlyList<FlowRow>>> readPage,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var days in Legs(await listDays(cancellation), query.Order))
        {
            for (var (after, ended) = (query.After, false); !ended;)
            {
                var page = await readPage(days, after, cancellation);
                ended = page.Count <= PageRows;
                var count = ended ? page.Count : CountBeforeLastPlace(page, query.Order);
                for (var index = 0; index < count; index++) yield return page[index];
                if (!ended) after = RowPosition.Of(page[count - 1], query.Order);
            }
        }
    }

    /// <summary>What is walked together: one day after the other where the order is by time, since no two days share a time.</summary>
    private static IEnumerable<IReadOnlyList<TDay>> Legs<TDay>(IReadOnlyList<TDay> days, RowOrder order) =>
        days.Count == 0 ? []
        : !order.IsByTime ? [days]
        : (order.Descending ? days.Reverse() : days).Select(day => new[] { day });

    /// <summary>Rows that share a place stay together: behind that place none of them would be found again.</summary>
    private static int CountBeforeLastPlace(IReadOnlyList<FlowRow> page, RowOrder order)
    {
        var last = RowPosition.Of(page[^1], order);
        var count = page.Count - 1;
        while (count > 0 && RowPosition.Of(page[count - 1], order) == last) count--;
        return count > 0 ? count : throw new StoreUnavailableException($"more than {PageRows} rows share one place");
    }
}
