using Sentinel.Contracts;
using Sentinel.Storage;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Security;

/// <summary>
/// The flows that a request's caller may see. Endpoints read through this alone, so that a token's filter is in every question: in lists and totals,
/// behind cursors, in headers and counts.
/// </summary>
internal sealed class CallersFlows(IFlowReader reader, Filter rows) : IFlowReader
{
    /// <summary>For the caller of a request; one whose caller is unknown sees nothing.</summary>
    public static ValueTask<CallersFlows> BindAsync(HttpContext context) => ValueTask.FromResult(new CallersFlows(
        context.RequestServices.GetRequiredService<IFlowReader>(), context.User.Identity is Caller caller ? caller.Rows : new Filter.Any([])));

    public Task<FlowPage> FindAsync(FindQuery query, CancellationToken cancellation) => reader.FindAsync(query with { Selection = Seen(query.Selection) }, cancellation);

    public Task<FlowRow?> FindRowAsync(RowId id, Filter filter, CancellationToken cancellation) => reader.FindRowAsync(id, Seen(filter), cancellation);

    public IAsyncEnumerable<FlowRow> StreamAsync(StreamQuery query, CancellationToken cancellation) =>
        reader.StreamAsync(query with { Selection = Seen(query.Selection) }, cancellation);

    public Task<TopList> TopAsync(TopQuery query, CancellationToken cancellation) =>
        reader.TopAsync(query with { Selection = Seen(query.Selection) }, cancellation);

    public Task<IReadOnlyList<TopEntry>> GroupsAsync(GroupsQuery query, CancellationToken cancellation) =>
        reader.GroupsAsync(query with { Selection = Seen(query.Selection) }, cancellation);

    public Task<IReadOnlyList<ExporterEntry>> ExportersAsync(Filter filter, CancellationToken cancellation) => reader.ExportersAsync(Seen(filter), cancellation);

    public Task<Series> SeriesAsync(SeriesQuery query, CancellationToken cancellation) =>
        reader.SeriesAsync(query with { Filter = Seen(query.Filter) }, cancellation);

    public Task<Totals> TotalsAsync(Selection selection, CancellationToken cancellation) => reader.TotalsAsync(Seen(selection), cancellation);

    public Task<DistinctCount> DistinctAsync(DistinctQuery query, CancellationToken cancellation) =>
        reader.DistinctAsync(new(Seen(query.Selection), query.Dimension), cancellation);

    public Task<long?> NewestAsync(Filter filter, CancellationToken cancellation) => reader.NewestAsync(Seen(filter), cancellation);

    /// <summary>Whether no filter hides anything from the caller.</summary>
    public bool SeesAll => rows == Filter.Everything;

    /// <summary>Whether the caller might see this flow, were it in a row.</summary>
    public bool MaySee(Flow flow) => Admits(rows, new(default, flow));

    /// <summary>Of the filters that tokens have.</summary>
    private static bool Admits(Filter filter, FlowRow row) => filter switch
    {
        Filter.All all => all.Filters.All(one => Admits(one, row)),
        Filter.In @in => @in.Field.ValueIn(row) is { } value && @in.Values.Contains(value),
        Filter.Within within => within.Field.Get(row.Flow) is { } address && within.Prefix.Contains(address),
        _ => false,
    };

    private Selection Seen(Selection selection) => selection with { Filter = Seen(selection.Filter) };

    private Filter Seen(Filter filter) =>
        SeesAll ? filter
        : filter == Filter.Everything ? rows
        : new Filter.All([rows, filter]);
}
