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

    /// <summary>The exact largest groups, however many days and shards hold them.</summary>
    Task<TopList> TopAsync(TopQuery query, CancellationToken cancellation);

    Task<Totals> TotalsAsync(Selection selection, CancellationToken cancellation);

    /// <summary><c>last_seen</c> of the newest row that matches and that a search can see, epoch ms; null when there is none.</summary>
    Task<long?> NewestAsync(Filter filter, CancellationToken cancellation);
}
