using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// Each answer, of a stream each page, comes from one transaction: the days it reads, its rows and its totals are of one moment.
/// A few questions are answered at once, the others wait; one that takes too long, waiting included, is given up.
/// </summary>
internal sealed class FlowReader(Database database, TimeProvider time) : IFlowReader, IDisposable
{
    /// <summary>Each runs on all processors, and sorts or groups half a million rows in about 100 MB.</summary>
    private const int AtOnce = 2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim asking = new(AtOnce);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<FlowPage> FindAsync(FindQuery query, CancellationToken cancellation) =>
        AskAsync(connection => RowSearch.Find(connection, query, DaysOf(query.Selection, connection), Now), cancellation);

    public Task<FlowRow?> FindRowAsync(RowId id, Filter filter, CancellationToken cancellation)
    {
        var selection = Selection.Of(id, filter);
        return AskAsync(connection => RowSearch.Find(connection, id, selection, DaysOf(selection, connection)), cancellation);
    }

    public IAsyncEnumerable<FlowRow> StreamAsync(StreamQuery query, CancellationToken cancellation) => query.Order is { GroupedBy: not null, Descending: false }
        ? GroupWalk.ReadAsync(this, query, WalkAsync, cancellation)
        : WalkAsync(query, cancellation);

    public Task<TopList> TopAsync(TopQuery query, CancellationToken cancellation) =>
        AskAsync(connection => TopSearch.Find(connection, query, Source.Of(connection, query)), cancellation);

    public Task<IReadOnlyList<TopEntry>> GroupsAsync(GroupsQuery query, CancellationToken cancellation) =>
        AskAsync(connection => GroupsSearch.Find(connection, query, Source.Of(connection, query.Selection, query.Dimension)), cancellation);

    public Task<IReadOnlyList<ExporterEntry>> ExportersAsync(Filter filter, CancellationToken cancellation) =>
        AskAsync(connection => ExporterSearch.Find(connection, filter, Source.Of(connection, new Selection(TimeRange.Everything, filter))), cancellation);

    public Task<Series> SeriesAsync(SeriesQuery query, CancellationToken cancellation) =>
        AskAsync(connection => SeriesSearch.Sum(connection, query, Source.Of(connection, query)), cancellation);

    public Task<Totals> TotalsAsync(Selection selection, CancellationToken cancellation) =>
        AskAsync(connection => TotalsSearch.Sum(connection, selection.Filter, Source.Of(connection, selection)), cancellation);

    public Task<DistinctCount> DistinctAsync(DistinctQuery query, CancellationToken cancellation) =>
        AskAsync(connection => DistinctSearch.Count(connection, query, Source.Of(connection, query.Selection, query.Dimension)), cancellation);

    public Task<long?> NewestAsync(Filter filter, CancellationToken cancellation) =>
        AskAsync(connection => NewestSearch.Find(connection, filter, DayCatalog.ListHeld(connection)), cancellation);

    public void Dispose() => asking.Dispose();

    private IAsyncEnumerable<FlowRow> WalkAsync(StreamQuery query, CancellationToken cancellation) => RowWalk.ReadAsync(
        query,
        limited => AskAsync<IReadOnlyList<DayTable>>(connection => DaysOf(query.Selection, connection), limited),
        (days, after, limited) => AskAsync<IReadOnlyList<FlowRow>>(connection => ReadPage(connection, query with { After = after }, days), limited),
        cancellation);

    private static IReadOnlyList<DayTable> DaysOf(Selection selection, Connection connection) => Source.DaysOf(connection, selection.Range);

    /// <param name="days">Those the stream began with; one that is gone meanwhile has no rows.</param>
    private List<FlowRow> ReadPage(Connection connection, StreamQuery query, IReadOnlyList<DayTable> days) =>
        RowSearch.ReadPage(connection, query, RowWalk.PageRows, [.. days.Intersect(DaysOf(query.Selection, connection))], Now);

    private async Task<T> AskAsync<T>(Func<Connection, T> question, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await AskInTurnAsync(question, either.Token);
        }
        catch (OperationCanceledException reason) when (!cancellation.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"a question was not answered within {Longest.TotalSeconds} s", reason)
            {
                Limit = $"the embedded store's patience with a question is {Longest.TotalSeconds} s",
            };
        }
    }

    private async Task<T> AskInTurnAsync<T>(Func<Connection, T> question, CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            return await database.ReadAsync(connection => connection.Transaction(() => question(connection)), cancellation);
        }
        finally
        {
            asking.Release();
        }
    }
}
