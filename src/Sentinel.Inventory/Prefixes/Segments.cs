using System.Numerics;

namespace Sentinel.Inventory.Prefixes;

/// <summary>
/// The segments of one family, found by number. They are parted into clusters; in each an index over equal stretches of numbers, a few for
/// each segment, says for a stretch its value, where it lies in one segment, and else where among the segments to search.
/// </summary>
internal sealed class Segments<TNumber>
    where TNumber : struct, IBinaryInteger<TNumber>, IMinMaxValue<TNumber>
{
    private readonly Segment<TNumber>[] segments;

    /// <summary>Of each stretch the place of its value, or, where it has several, the complement of the segment that it begins in. The first is all below the segments.</summary>
    private readonly int[] index;

    private readonly Cluster<TNumber>[] clusters;

    /// <param name="segments">From the lowest on.</param>
    public Segments(Segment<TNumber>[] segments)
    {
        this.segments = segments.Length == 0 ? [default] : segments;
        var parts = ClusterCut.Of(this.segments);
        clusters = new Cluster<TNumber>[parts.Count];
        var stretches = 1;
        for (var part = 0; part < clusters.Length; part++)
        {
            clusters[part] = Cluster<TNumber>.Of(this.segments.AsSpan(parts[part]), stretches);
            stretches += clusters[part].Stretches;
        }

        index = new int[stretches];
        foreach (var (cluster, part) in clusters.Zip(parts)) Fill(cluster, part.GetOffsetAndLength(this.segments.Length).Offset);
    }

    /// <summary>The stretch in which a number lies.</summary>
    public int StretchOf(TNumber number)
    {
        var cluster = clusters.Length - 1;
        while (cluster >= 0 && number < clusters[cluster].Lowest) cluster--;
        var stretch = cluster < 0 ? 0 : clusters[cluster].StretchOf(number);
        Ahead.Fetch(in index[stretch]);
        return stretch;
    }

    /// <summary>The place of the value of all the stretch; where it has several, the complement of the segment that it begins in.</summary>
    public int EntryOf(int stretch)
    {
        var entry = index[stretch];
        if (entry < 0) Ahead.Fetch(in segments[~entry]);
        return entry;
    }

    /// <summary>The place of a number's value.</summary>
    /// <param name="first">A segment that starts at the number or before it.</param>
    public int Search(TNumber number, int first)
    {
        // A stretch holds few segments as a rule, so the next ones are looked at first.
        var (low, high) = (first, first + 1);
        while (high < segments.Length && segments[high].Start <= number) (low, high) = (high, high + (2 * (high - first)));
        high = Math.Min(high, segments.Length);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (segments[middle].Start <= number) low = middle;
            else high = middle;
        }

        return segments[low].Value;
    }

    private void Fill(Cluster<TNumber> cluster, int position)
    {
        for (var stretch = cluster.FirstStretch; stretch < cluster.FirstStretch + cluster.Stretches; stretch++)
        {
            var begin = cluster.BeginOf(stretch);
            while (position + 1 < segments.Length && segments[position + 1].Start <= begin) position++;
            var isWhole = position + 1 == segments.Length || (segments[position + 1].Start - begin) >> cluster.Shift > TNumber.Zero;
            index[stretch] = isWhole ? segments[position].Value : ~position;
        }
    }
}
