using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>Each answer comes from one transaction: the days it reads, its rows and its totals are of one moment.</summary>
internal sealed class FlowReader(Database database) : IFlowReader, IDisposable
{
    private const int AtOnce = 4;

    private readonly SemaphoreSlim asking = new(AtOnce);

    public Task<FlowPage> FindAsync(FindQuery query, CancellationToken cancellation) =>
        AskAsync(connection => RowSearch.Find(connection, query, DaysOf(query.Selection, connection)), cancellation);

    public Task<TopList> TopAsync(TopQuery query, CancellationToken cancellation) =>
        AskAsync(connection => TopSearch.Find(connection, query, DaysOf(query.Selection, connection)), cancellation);

    public Task<Totals> TotalsAsync(Selection selection, CancellationToken cancellation) =>
        AskAsync(connection => TotalsSearch.Sum(connection, selection, DaysOf(selection, connection)), cancellation);

    public Task<long?> NewestAsync(Filter filter, CancellationToken cancellation) =>
        AskAsync(connection => NewestSearch.Find(connection, filter, DayCatalog.List(connection)), cancellation);

    public void Dispose() => asking.Dispose();

    private static List<DayTable> DaysOf(Selection selection, Connection connection) =>
        [.. DayCatalog.List(connection).Where(table => selection.Range.MayHold(table.Day))];

    private async Task<T> AskAsync<T>(Func<Connection, T> question, CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            return await database.UseAsync(connection => connection.Transaction(() => question(connection)), cancellation);
        }
        finally
        {
            asking.Release();
        }
    }
}
