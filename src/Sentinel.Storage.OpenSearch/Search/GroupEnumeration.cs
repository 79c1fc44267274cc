using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// Every group of a dimension, for measures so flat that no list proves the largest: the days' groups merged by key,
/// of which only the largest so far are kept.
/// </summary>
internal sealed class GroupEnumeration(SearchClient search, TopQuery query) : IAsyncDisposable
{
    /// <summary>Points in time that are open together, one a shard: a node allows 300.</summary>
    private const int MaxShards = 200;

    /// <summary>In the pages of all days together.</summary>
    private const int MaxGroups = 100_000;

    private const int LargestPage = 10_000;

    private readonly List<GroupStream> streams = [];

    public async Task<TopList> FindAsync(IReadOnlyList<DayIndex> days, CancellationToken cancellation)
    {
        if (days.Sum(day => day.Shards) > MaxShards)
            throw new StoreUnavailableException($"a top list as flat as this one by {query.Dimension} is not found in more than {MaxShards} shards; ask for fewer days");
        var pageSize = Math.Min(LargestPage, MaxGroups / days.Count);
        foreach (var day in days)
        {
            if (await search.OpenAsync(day, cancellation) is { } point) streams.Add(new(search, point, query, pageSize));
        }

        var largest = new LargestGroups(query);
        await MergeAsync(largest, cancellation);
        return new(largest.InOrder(), streams.Aggregate(Totals.None, (totals, stream) => totals + stream.Totals));
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(streams.Select(stream => stream.DisposeAsync().AsTask()));

    private async Task MergeAsync(LargestGroups largest, CancellationToken cancellation)
    {
        var next = new PriorityQueue<GroupStream, FieldValue>();
        foreach (var stream in streams) await AdvanceAsync(stream);
        while (next.TryPeek(out _, out var key))
        {
            var totals = Totals.None;
            while (next.TryPeek(out var stream, out var same) && same == key)
            {
                next.Dequeue();
                totals += stream.Current.Value;
                await AdvanceAsync(stream);
            }

            largest.Add(key, totals);
        }

        async ValueTask AdvanceAsync(GroupStream stream)
        {
            if (await stream.MoveNextAsync(cancellation)) next.Enqueue(stream, stream.Current.Key);
        }
    }
}
