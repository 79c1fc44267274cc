using System.Numerics;

namespace Sentinel.Inventory.Prefixes;

/// <summary>
/// Parts segments where wide gaps lie between them. A few networks of v6 share no more than their first bits: stretches over all of them
/// together would be so long that each network lay in one.
/// </summary>
internal static class ClusterCut
{
    /// <summary>Each costs every look-up a comparison.</summary>
    private const int MaxClusters = 16;

    /// <summary>So few are searched as fast without being parted.</summary>
    private const int Few = 16;

    /// <param name="segments">At least one, from the lowest on.</param>
    /// <returns>Parts of them, in their order.</returns>
    public static IReadOnlyList<Range> Of<TNumber>(Segment<TNumber>[] segments)
        where TNumber : struct, IBinaryInteger<TNumber>
    {
        List<Range> parts = [Range.All];
        for (var part = 0; part < parts.Count;)
        {
            var (first, count) = parts[part].GetOffsetAndLength(segments.Length);
            if (count <= Few || parts.Count == MaxClusters || WidestGap<TNumber>(segments.AsSpan(first, count)) is not { } gap)
            {
                part++;
                continue;
            }

            parts[part] = first..(first + gap);
            parts.Insert(part + 1, (first + gap)..(first + count));
        }

        return parts;
    }

    /// <summary>The segment after the gap that is wider than all else; null where there is none.</summary>
    private static int? WidestGap<TNumber>(ReadOnlySpan<Segment<TNumber>> segments)
        where TNumber : struct, IBinaryInteger<TNumber>
    {
        var half = (segments[^1].Start - segments[0].Start) >> 1;
        for (var index = 1; index < segments.Length; index++)
        {
            if (segments[index].Start - segments[index - 1].Start > half) return index;
        }

        return null;
    }
}
