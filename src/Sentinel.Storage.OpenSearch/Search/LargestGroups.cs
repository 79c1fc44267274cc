using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>The largest of the groups that were added, by the measure descending, then key ascending; no others are kept.</summary>
internal sealed class LargestGroups(Measure by, int limit)
{
    private static readonly Comparer<(Int128 Value, FieldValue Key)> LastFirst = Comparer<(Int128 Value, FieldValue Key)>.Create(
        (left, right) => left.Value != right.Value ? left.Value.CompareTo(right.Value) : right.Key.CompareTo(left.Key));

    private readonly PriorityQueue<TopEntry, (Int128 Value, FieldValue Key)> kept = new(LastFirst);

    /// <param name="totals">Of a group that has rows.</param>
    public void Add(FieldValue key, Totals totals)
    {
        var entry = new TopEntry(key, totals.Sums, totals.LastSeen!.Value);
        var place = (totals.Sums[by], key);
        if (kept.Count < limit) kept.Enqueue(entry, place);
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
