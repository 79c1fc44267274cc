using Microsoft.Extensions.Logging;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

internal sealed class FlowReader(SearchClient search, Sources sources, SearchMetrics metrics, TimeProvider time, ILogger<FlowReader> logger) : IFlowReader, IDisposable
{
    /// <summary>Questions that are answered together; an answer may take hundreds of megabytes until it is read.</summary>
    private const int AtOnce = 8;

    /// <summary>Of a question, its wait for a place included.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>A question that fails is asked again this long: a day was dropped while it ran, or its shard moves.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim asking = new(AtOnce);

    /// <summary>Lists of groups wait for each other before they take a place: many, each waiting in its own, would leave other questions none. Top lists that only every
    /// group proves do wait in theirs: few are, and none knows it before.</summary>
    private readonly SemaphoreSlim listing = new(1);

    private readonly RowFinder rows = new(search, time);
    private readonly TopFinder top = new(search, metrics, logger);
    private readonly SeriesFinder series = new(search);
    private readonly DistinctFinder distinct = new(search);
    private readonly ExporterFinder exporters = new(search);
    private readonly NewestFinder newest = new(search);

    public Task<FlowPage> FindAsync(FindQuery query, CancellationToken cancellation) =>
        AskAsync(limited => rows.FindAsync(query, limited), cancellation);

    public Task<FlowRow?> FindRowAsync(RowId id, Filter filter, CancellationToken cancellation) =>
        AskAsync(limited => rows.FindAsync(id, filter, limited), cancellation);

    public IAsyncEnumerable<FlowRow> StreamAsync(StreamQuery query, CancellationToken cancellation)
    {
        var copies = Guid.NewGuid().ToString("N");
        return query.Order is { GroupedBy: not null, Descending: false } ? GroupWalk.ReadAsync(this, query, WalkAsync, cancellation) : WalkAsync(query, cancellation);

        IAsyncEnumerable<FlowRow> WalkAsync(StreamQuery part, CancellationToken given) => RowWalk.ReadAsync(
            part,
            limited => AskAsync(asked => search.DaysAsync(part.Selection.Range, asked), limited),
            (days, after, limited) => AskAsync(asked => rows.ReadPageAsync(part with { After = after }, days, copies, asked), limited),
            given);
    }

    public Task<TopList> TopAsync(TopQuery query, CancellationToken cancellation) =>
        AskAsync(
            limited => sources.AskAsync(
                query.Selection,
                query.Breakdowns.Select(breakdown => breakdown.Field).Prepend(query.Dimension),
                (source, asked) => RankAsync(query, source, asked),
                limited),
            cancellation);

    public Task<IReadOnlyList<TopEntry>> GroupsAsync(GroupsQuery query, CancellationToken cancellation) =>
        LimitAsync(
            limited => InTurnAsync(
                listing,
                () => AskInTurnAsync(asked => sources.AskAsync(query.Selection, [query.Dimension], (source, given) => top.ListAsync(query, source, given), asked), limited),
                limited),
            cancellation);

    public Task<IReadOnlyList<ExporterEntry>> ExportersAsync(Filter filter, CancellationToken cancellation) =>
        AskAsync(limited => exporters.FindAsync(filter, limited), cancellation);

    public Task<Series> SeriesAsync(SeriesQuery query, CancellationToken cancellation) =>
        AskAsync(limited => sources.AskAsync(query, (source, asked) => series.FindAsync(query, source, asked), limited), cancellation);

    public Task<Totals> TotalsAsync(Selection selection, CancellationToken cancellation) =>
        AskAsync(limited => sources.AskAsync(selection, [], (source, asked) => SumAsync(selection.Filter, source, asked), limited), cancellation);

    public Task<DistinctCount> DistinctAsync(DistinctQuery query, CancellationToken cancellation) =>
        AskAsync(
            limited => sources.AskAsync(
                query.Selection, [query.Dimension], (source, asked) => distinct.CountAsync(query.Dimension, source, query.Selection.Filter, rows: null, asked), limited),
            cancellation);

    public Task<long?> NewestAsync(Filter filter, CancellationToken cancellation) =>
        AskAsync(limited => newest.FindAsync(filter, limited), cancellation);

    public void Dispose()
    {
        asking.Dispose();
        listing.Dispose();
        top.Dispose();
    }

    private Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellation) =>
        LimitAsync(limited => AskInTurnAsync(question, limited), cancellation);

    private async Task<T> LimitAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await question(either.Token);
        }
        catch (OperationCanceledException reason) when (!cancellation.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"a question was not answered within {Longest.TotalSeconds} s", reason);
        }
    }

    private Task<T> AskInTurnAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellation) =>
        InTurnAsync(asking, () => AskAgainAsync(question, cancellation), cancellation);

    private static async Task<T> InTurnAsync<T>(SemaphoreSlim turns, Func<Task<T>> question, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            return await question();
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<T> AskAgainAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                return await question(cancellation);
            }
            catch (StoreUnavailableException) when (time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(pause, time, cancellation);
            }
        }
    }

    private async Task<TopList> RankAsync(TopQuery query, Source source, CancellationToken cancellation)
    {
        var list = await top.FindAsync(query, source, cancellation);
        var breakdowns = new BreakdownFinder(search, top, query, source, logger);
        return list with { Entries = await breakdowns.AddToAsync(list.Entries, cancellation) };
    }

    private async Task<Totals> SumAsync(Filter filter, Source source, CancellationToken cancellation)
    {
        var answers = await search.SearchAllAsync(
            source.Indices,
            json =>
            {
                json.WriteNumber("size", 0);
                json.WriteBoolean("track_total_hits", false);
                json.WritePropertyName("query");
                FilterJson.Write(json, source.And(filter));
                IndexBuckets.Write(json, SearchClient.MaxIndices, SumsJson.Write);
            },
            answer => IndexBuckets.Read(answer).Aggregate(Totals.None, (totals, index) => totals + SumsJson.Read(index)),
            cancellation);
        return answers.Aggregate(Totals.None, (totals, some) => totals + some);
    }
}
