using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage;

/// <summary>
/// The questions. Each is answered whole or fails: a timeout, a failed shard or a missing part is a
/// <see cref="StoreUnavailableException"/>, never an answer. A day dropped meanwhile is an empty one.
/// </summary>
public interface IFlowReader
{
    /// <summary>Rows of a selection, a page at a time.</summary>
    Task<FlowPage> FindAsync(FindQuery query, CancellationToken cancellation);

    /// <summary>The row of that id, where it passes the filter; null where the store holds none that a search can see.</summary>
    Task<FlowRow?> FindRowAsync(RowId id, Filter filter, CancellationToken cancellation);

    /// <summary>
    /// All rows of a selection, in constant memory. Every row that a search could see at the start comes exactly once, unless its day is
    /// dropped meanwhile; one that arrives later may come or not. A reader may take its time: the store holds nothing open for it.
    /// Where a page fails, the enumeration ends with the exception; the rows before it stand, and <see cref="StreamQuery.After"/> goes on from there.
    /// </summary>
    IAsyncEnumerable<FlowRow> StreamAsync(StreamQuery query, CancellationToken cancellation);

    /// <summary>The exact largest groups and their exact breakdowns, however many days and shards hold them.</summary>
    Task<TopList> TopAsync(TopQuery query, CancellationToken cancellation);

    /// <summary>The groups of a dimension in the order of their keys, without breakdowns, a page at a time: however many there are.</summary>
    Task<IReadOnlyList<TopEntry>> GroupsAsync(GroupsQuery query, CancellationToken cancellation);

    /// <summary>The exporters of rows that match, by address, at most <see cref="ExporterEntry.Max"/>. From rows alone.</summary>
    Task<IReadOnlyList<ExporterEntry>> ExportersAsync(Filter filter, CancellationToken cancellation);

    /// <summary>Sums over time, zero-filled, exact; on an engine whose sums are doubles, to 2^53 a bucket, key and day.</summary>
    Task<Series> SeriesAsync(SeriesQuery query, CancellationToken cancellation);

    Task<Totals> TotalsAsync(Selection selection, CancellationToken cancellation);

    /// <summary>How many different values there are, exact to <see cref="DistinctCount.ExactTo"/>.</summary>
    Task<DistinctCount> DistinctAsync(DistinctQuery query, CancellationToken cancellation);

    /// <summary><c>last_seen</c> of the newest row that matches and that a search can see, epoch ms; null when there is none.</summary>
    Task<long?> NewestAsync(Filter filter, CancellationToken cancellation);
}
