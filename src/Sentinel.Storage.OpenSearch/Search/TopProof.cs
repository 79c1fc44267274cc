using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>The largest groups of one part (a day's shard), largest first, with their exact values in it.</summary>
/// <param name="Complete">Whether the part has no other group.</param>
internal sealed record PartList(IReadOnlyList<KeyValuePair<FieldValue, Rank>> Listed, bool Complete)
{
    /// <summary>The most that a group not listed here can have here.</summary>
    public Rank Threshold => Complete ? Rank.Zero : Listed[^1].Value;
}

/// <param name="Candidates">The groups that may be among the largest.</param>
/// <param name="ListsReach">Whether none that no part lists may be.</param>
internal readonly record struct OpenQuestion(IReadOnlyList<FieldValue> Candidates, bool ListsReach);

/// <summary>
/// Decides whether candidates, whose values are exact, are the true largest groups, from lists read at the same moment.
/// A group that is no candidate has at most its listed values and the threshold of each part that does not list it.
/// Every such bound has to be strictly below the last place: a tie is decided by the keys, of which one may be unknown.
/// </summary>
internal static class TopProof
{
    public static bool Holds(int limit, IReadOnlyList<PartList> parts, IReadOnlyDictionary<FieldValue, Rank> candidates)
    {
        var last = NthLargest(candidates.Values, limit);
        if (!parts.All(part => part.Complete) && !(ThresholdOfAll(parts) < last)) return false;
        return Bounds(parts).All(bound => candidates.ContainsKey(bound.Key) || bound.Value.AtMost < last);
    }

    /// <summary>
    /// What these lists and the values known exactly leave open. A group whose value is known to be too small stays a candidate where the lists alone would not
    /// tell: nothing of this round is known in the next.
    /// </summary>
    public static OpenQuestion Open(int limit, IReadOnlyList<PartList> parts, IReadOnlyDictionary<FieldValue, Rank> known)
    {
        var bounds = Bounds(parts);
        var unlisted = ThresholdOfAll(parts);
        foreach (var (key, value) in known) bounds[key] = (value, bounds.TryGetValue(key, out var bound) ? bound.AtMost : value);
        var last = NthLargest(bounds.Values.Select(bound => bound.AtLeast), limit);
        return new([.. bounds.Where(bound => !(bound.Value.AtMost < last)).Select(bound => bound.Key)], parts.All(part => part.Complete) || unlisted < last);
    }

    /// <summary>
    /// The groups of which the lists tell everything: each part that has others than it lists, lists them. That a group's bounds are equal is not enough: where it is
    /// not listed, it may have rows that count nothing here, and something by another measure.
    /// </summary>
    public static IReadOnlyDictionary<FieldValue, Rank> Known(IReadOnlyList<PartList> parts)
    {
        var incomplete = parts.Where(part => !part.Complete).ToList();
        var listings = incomplete.SelectMany(part => part.Listed).CountBy(group => group.Key).ToDictionary();
        return Bounds(parts)
            .Where(bound => listings.GetValueOrDefault(bound.Key) == incomplete.Count)
            .ToDictionary(bound => bound.Key, bound => bound.Value.AtLeast);
    }

    private static Rank ThresholdOfAll(IReadOnlyList<PartList> parts) =>
        parts.Aggregate(Rank.Zero, (sum, part) => sum + part.Threshold);

    private static Dictionary<FieldValue, (Rank AtLeast, Rank AtMost)> Bounds(IReadOnlyList<PartList> parts)
    {
        var unlisted = ThresholdOfAll(parts);
        var bounds = new Dictionary<FieldValue, (Rank AtLeast, Rank AtMost)>();
        foreach (var part in parts)
        {
            foreach (var (key, value) in part.Listed)
            {
                var (atLeast, atMost) = bounds.GetValueOrDefault(key, (Rank.Zero, unlisted));
                bounds[key] = (atLeast + value, atMost + value - part.Threshold);
            }
        }

        return bounds;
    }

    /// <summary>Null where there are fewer: then nothing is below the last place.</summary>
    private static Rank? NthLargest(IEnumerable<Rank> values, int n)
    {
        var largest = values.OrderDescending().Skip(n - 1).Take(1).ToList();
        return largest.Count == 0 ? null : largest[0];
    }
}
