using System.Runtime.CompilerServices;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Every group of a dimension in the order of their keys: the groups of several indices merged.</summary>
internal sealed class GroupEnumeration(SearchClient search, Filter filter, Field dimension) : IAsyncDisposable
{
    /// <summary>Points in time that are open together, one a shard: a node allows 300.</summary>
    private const int MaxShards = 200;

    /// <summary>In the pages of all indices together.</summary>
    private const int MaxGroups = 100_000;

    private const int LargestPage = 10_000;

    private readonly List<GroupStream> streams = [];

    /// <summary>Of all rows, also those of no group; known once the first group is.</summary>
    public Totals Totals => streams.Aggregate(Totals.None, (totals, stream) => totals + stream.Totals);

    /// <summary>As many together as may be open at once.</summary>
    public static IEnumerable<StoredIndex[]> Together(IReadOnlyList<StoredIndex> indices) =>
        indices.Chunk(Math.Max(1, MaxShards / indices.Select(index => index.Shards).DefaultIfEmpty(1).Max()));

    /// <param name="after">Only groups behind this key.</param>
    /// <param name="limit">How many are asked for at the most, where that is known.</param>
    public async IAsyncEnumerable<KeyValuePair<FieldValue, Totals>> ReadAsync(
        IReadOnlyList<StoredIndex> indices, FieldValue? after, int limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (indices.Sum(index => index.Shards) > MaxShards)
            throw new StoreUnavailableException($"the groups of {dimension} are not merged over more than {MaxShards} shards; ask for fewer days");
        var pageSize = Math.Min(Math.Min(LargestPage, limit), MaxGroups / Math.Max(1, indices.Count));
        foreach (var index in indices)
        {
            if (await search.OpenAsync(index, cancellation) is { } point) streams.Add(new(search, point, filter, dimension, after, pageSize));
        }

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

            yield return new(key, totals);
        }

        async ValueTask AdvanceAsync(GroupStream stream)
        {
            if (await stream.MoveNextAsync(cancellation)) next.Enqueue(stream, stream.Current.Key);
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(streams.Select(stream => stream.DisposeAsync().AsTask()));
}
