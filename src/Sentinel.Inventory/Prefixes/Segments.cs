using System.Numerics;

namespace Sentinel.Inventory.Prefixes;

/// <summary>
/// The segments of one family, found by number. An index over equal stretches of numbers, a few for each segment, says for a stretch its
/// value, where it lies in one segment, and else where among the segments to search.
/// </summary>
internal sealed class Segments<TNumber>
    where TNumber : struct, IBinaryInteger<TNumber>, IMinMaxValue<TNumber>
{
    private const int MaxStretches = 1 << 22;

    private readonly Segment<TNumber>[] segments;

    /// <summary>Of each stretch the place of its value, or, where it has several, the complement of the segment that it begins in. The first is all below the segments.</summary>
    private readonly int[] index;

    private readonly TNumber lowest;
    private readonly TNumber highest;
    private readonly int shift;

    /// <param name="segments">From the lowest on.</param>
    public Segments(Segment<TNumber>[] segments)
    {
        this.segments = segments.Length == 0 ? [default] : segments;
        (lowest, highest) = (this.segments[0].Start, this.segments[^1].Start);
        var stretches = Math.Min((int)BitOperations.RoundUpToPowerOf2(2 * (uint)this.segments.Length), MaxStretches);
        while ((highest - lowest) >> shift >= TNumber.CreateTruncating(stretches)) shift++;
        index = [0, .. Index(int.CreateTruncating((highest - lowest) >> shift) + 1)];
    }

    /// <summary>The stretch in which a number lies.</summary>
    public int StretchOf(TNumber number)
    {
        var stretch = number < lowest ? 0 : int.CreateTruncating((TNumber.Min(number, highest) - lowest) >> shift) + 1;
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

    private int[] Index(int stretches)
    {
        var made = new int[stretches];
        var position = 0;
        for (var stretch = 0; stretch < stretches; stretch++)
        {
            var begin = lowest + (TNumber.CreateTruncating(stretch) << shift);
            while (position + 1 < segments.Length && segments[position + 1].Start <= begin) position++;
            var isWhole = position + 1 == segments.Length || (segments[position + 1].Start - begin) >> shift > TNumber.Zero;
            made[stretch] = isWhole ? segments[position].Value : ~position;
        }

        return made;
    }
}
