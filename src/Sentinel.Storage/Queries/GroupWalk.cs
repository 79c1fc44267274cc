using System.Runtime.CompilerServices;
using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// A stream in ascending groups, a stretch of them at a time, of a page or so: what is sorted for a page is the stretch, not all that is left.
/// Where stretches end decides the cost alone: each begins behind the last row of the one before, so that no group falls between two.
/// </summary>
public static class GroupWalk
{
    /// <param name="walk">The rows of one stretch, as <see cref="RowWalk"/> reads them.</param>
    public static async IAsyncEnumerable<FlowRow> ReadAsync(
        IFlowReader reader, StreamQuery query, Func<StreamQuery, CancellationToken, IAsyncEnumerable<FlowRow>> walk, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = query.After;
        await foreach (var stretch in StretchesAsync(reader, query, cancellation))
        {
            FlowRow? last = null;
            await foreach (var row in walk(stretch with { After = after }, cancellation)) yield return last = row;
            if (last is not null) after = RowPosition.Of(last, query.Order);
        }
    }

    private static async IAsyncEnumerable<StreamQuery> StretchesAsync(IFlowReader reader, StreamQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var field = query.Order.GroupedBy!;
        if (query.After?.Group is null)
            yield return query with { Selection = query.Selection.And(new Filter.Not(new Filter.Has(field))), Order = query.Order with { GroupedBy = null } };

        // Groups are told with their source records, of which a row may stand for many.
        var totals = await reader.TotalsAsync(query.Selection, cancellation);
        var enough = totals.Rows == 0 ? 0 : RowWalk.PageRows * totals.Sums.Flows / totals.Rows;
        var (flows, groups) = ((Int128)0, default(IReadOnlyList<TopEntry>));
        var last = query.After?.Group;
        while (groups is null or { Count: GroupsQuery.MaxLimit })
        {
            groups = await reader.GroupsAsync(new(query.Selection, field, GroupsQuery.MaxLimit, last is null ? default(FieldValue?) : FieldValue.FromKeyword(last)), cancellation);
            foreach (var group in groups)
            {
                if (flows > 0 && flows + group.Sums.Flows > enough)
                {
                    yield return query with { LastGroup = last };
                    flows = 0;
                }

                flows += group.Sums.Flows;
                last = group.Key.AsKeyword();
            }
        }

        yield return query;
    }
}
