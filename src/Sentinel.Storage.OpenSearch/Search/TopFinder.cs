using Microsoft.Extensions.Logging;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Exact top lists: one shard's own list, rounds with a proof over several, and where no list proves it, every group.</summary>
internal sealed partial class TopFinder(SearchClient search, SearchMetrics metrics, ILogger logger) : IDisposable
{
    /// <summary>Groups that each part lists in the first round, with all their sums, as this many times those wanted.</summary>
    private const int FirstTimes = 4;

    private const int SmallestFirst = 200;

    private const int LaterTimes = 10;
    private const int SmallestLater = 1_000;
    private const int LargestList = 30_000;

    /// <summary>One at a time: each may open most of the points in time that a node allows.</summary>
    private readonly SemaphoreSlim enumerating = new(1);

    /// <summary>The list without its breakdowns.</summary>
    /// <param name="source">Of the selection's range.</param>
    public async Task<TopList> FindAsync(TopQuery query, Source source, CancellationToken cancellation) => source.Indices switch
    {
        [] => new([], Totals.None),
        [{ Shards: 1 }] => await OneShardAsync(query, source, cancellation),
        _ => await RoundsAsync(query, source, cancellation),
    };

    public void Dispose() => enumerating.Dispose();

    private async Task<TopList> OneShardAsync(TopQuery query, Source source, CancellationToken cancellation)
    {
        const string listName = "list";
        var list = new TopList([], Totals.None);
        await DayParts.AskAsync(
            search,
            source,
            query.Selection.Filter,
            query.Limit,
            json =>
            {
                GroupsJson.WriteList(json, listName, query.Dimension, query.Measures, query.Limit, SumsJson.Write);
                SumsJson.Write(json);
            },
            part =>
            {
                var groups = GroupsJson.Read(part, listName)
                    .Select(group => KeyValuePair.Create(GroupsJson.ReadKey(group, query.Dimension), SumsJson.Read(group)));
                list = Largest(query, groups, SumsJson.Read(part));
            },
            cancellation);
        metrics.Listed(SearchMetrics.OneShard);
        return list;
    }

    private async Task<TopList> RoundsAsync(TopQuery query, Source source, CancellationToken cancellation)
    {
        var (size, later) = (Math.Max(FirstTimes * query.Limit, SmallestFirst), Math.Max(LaterTimes * query.Limit, SmallestLater));
        var isRepeated = false;
        IReadOnlyList<FieldValue>? candidates = null;
        for (var rounds = 1; size < LargestList && TopRound.Fits(size, candidates); rounds++)
        {
            var round = new TopRound(query, size, candidates);
            await round.AskAsync(search, source, cancellation);
            metrics.RoundAsked();
            var known = round.Known();
            if (TopProof.Holds(query.Limit, round.Parts, known))
            {
                metrics.Listed(SearchMetrics.Rounds);
                Log.Proven(logger, query.Dimension.Name, rounds, size, known.Count);
                return Largest(query, round.Groups.Where(group => known.ContainsKey(group.Key)), round.Totals);
            }

            var open = TopProof.Open(query.Limit, round.Parts, known);
            // Once as long again where candidates alone were missing; rows that arrive meanwhile may bring others.
            isRepeated = open.ListsReach && !isRepeated;
            if (!isRepeated) size = size < later ? later : size * 8;
            candidates = open.Candidates;
        }

        // The measures are so flat that no list proves the largest.
        metrics.Listed(SearchMetrics.EveryGroup);
        Log.Enumerating(logger, query.Dimension.Name, source.Indices.Count);
        return await EnumerateAsync(query, source, cancellation);
    }

    /// <summary>Groups in the order of their keys. As many indices together as may be open lists their first, and the first of those are the first of all.</summary>
    public async Task<IReadOnlyList<TopEntry>> ListAsync(GroupsQuery query, Source source, CancellationToken cancellation)
    {
        await enumerating.WaitAsync(cancellation);
        try
        {
            var groups = new SortedDictionary<FieldValue, Totals>();
            foreach (var some in GroupEnumeration.Together(source.Indices))
            {
                await using var every = new GroupEnumeration(search, source.And(query.Selection.Filter), query.Dimension);
                await foreach (var (key, totals) in every.ReadAsync(some, query.After, query.Limit, cancellation).Take(query.Limit).WithCancellation(cancellation))
                    groups[key] = groups.GetValueOrDefault(key, Totals.None) + totals;
            }

            return [.. groups.Take(query.Limit).Select(group => new TopEntry(group.Key, group.Value.Sums, group.Value.LastSeen!.Value))];
        }
        finally
        {
            enumerating.Release();
        }
    }

    private async Task<TopList> EnumerateAsync(TopQuery query, Source source, CancellationToken cancellation)
    {
        await enumerating.WaitAsync(cancellation);
        try
        {
            await using var every = new GroupEnumeration(search, source.And(query.Selection.Filter), query.Dimension);
            var largest = new LargestGroups(query);
            await foreach (var (key, totals) in every.ReadAsync(source.Indices, after: null, int.MaxValue, cancellation)) largest.Add(key, totals);
            return new(largest.InOrder(), every.Totals);
        }
        finally
        {
            enumerating.Release();
        }
    }

    private static TopList Largest(TopQuery query, IEnumerable<KeyValuePair<FieldValue, Totals>> groups, Totals totals)
    {
        var largest = new LargestGroups(query);
        foreach (var (key, sums) in groups) largest.Add(key, sums);
        return new(largest.InOrder(), totals);
    }

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Debug, "Top list by {Dimension} proven in {Rounds} rounds of {Size} groups a part, {Known} known")]
        public static partial void Proven(ILogger logger, string dimension, int rounds, int size, int known);

        [LoggerMessage(2302, LogLevel.Debug, "Top list by {Dimension} enumerates every group of {Indices} indices")]
        public static partial void Enumerating(ILogger logger, string dimension, int indices);
    }
}
