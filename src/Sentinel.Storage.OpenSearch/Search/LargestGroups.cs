using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>The largest of the groups that were added, by the measures descending, then key ascending; no others are kept.</summary>
internal sealed class LargestGroups(TopQuery query)
{
    private static readonly Comparer<(Rank Rank, FieldValue Key)> LastFirst = Comparer<(Rank Rank, FieldValue Key)>.Create(
        (left, right) => left.Rank != right.Rank ? left.Rank.CompareTo(right.Rank) : right.Key.CompareTo(left.Key));

    private readonly PriorityQueue<TopEntry, (Rank Rank, FieldValue Key)> kept = new(LastFirst);

    /// <param name="totals">Of a group that has rows.</param>
    public void Add(FieldValue key, Totals totals)
    {
        var entry = new TopEntry(key, totals.Sums, totals.LastSeen!.Value);
        var place = (query.RankOf(measure => totals.Sums[measure]), key);
        if (kept.Count < query.Limit) kept.Enqueue(entry, place);
        else kept.EnqueueDequeue(entry, place);
    }

    /// <summary>The largest first; empties it.</summary>
    public IReadOnlyList<TopEntry> InOrder()
    {
        var entries = new TopEntry[kept.Count];
        for (var place = entries.Length - 1; place >= 0; place--) entries[place] = kept.Dequeue();
        return entries;
    }
}
