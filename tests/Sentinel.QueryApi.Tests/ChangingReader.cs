using System.Runtime.CompilerServices;
using Sentinel.Contracts;
using Sentinel.Storage;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Tests;

/// <summary>Something happens in its store each time before it is asked for groups, a stream or its newest row.</summary>
internal sealed class ChangingReader(IFlowReader reader, Func<Task> change) : IFlowReader
{
    public async Task<IReadOnlyList<TopEntry>> GroupsAsync(GroupsQuery query, CancellationToken cancellation)
    {
        await change();
        return await reader.GroupsAsync(query, cancellation);
    }

    public async IAsyncEnumerable<FlowRow> StreamAsync(StreamQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await change();
        await foreach (var row in reader.StreamAsync(query, cancellation)) yield return row;
    }

    public Task<FlowPage> FindAsync(FindQuery query, CancellationToken cancellation) => reader.FindAsync(query, cancellation);

    public Task<FlowRow?> FindRowAsync(RowId id, Filter filter, CancellationToken cancellation) => reader.FindRowAsync(id, filter, cancellation);

    public Task<TopList> TopAsync(TopQuery query, CancellationToken cancellation) => reader.TopAsync(query, cancellation);

    public Task<IReadOnlyList<ExporterEntry>> ExportersAsync(Filter filter, CancellationToken cancellation) => reader.ExportersAsync(filter, cancellation);

    public Task<Series> SeriesAsync(SeriesQuery query, CancellationToken cancellation) => reader.SeriesAsync(query, cancellation);

    public Task<Totals> TotalsAsync(Selection selection, CancellationToken cancellation) => reader.TotalsAsync(selection, cancellation);

    public Task<DistinctCount> DistinctAsync(DistinctQuery query, CancellationToken cancellation) => reader.DistinctAsync(query, cancellation);

    public async Task<long?> NewestAsync(Filter filter, CancellationToken cancellation)
    {
        await change();
        return await reader.NewestAsync(filter, cancellation);
    }
}
