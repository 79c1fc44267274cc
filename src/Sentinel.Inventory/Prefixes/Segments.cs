using System.Numerics;

namespace Sentinel.Inventory.Prefixes;

/// <summary>
/// The segments of one family, found by number. An index over equal stretches of numbers, a few for each segment, says for a stretch its
/// value, where it lies in one segment, and else where among the segments to search. Most addresses are on no list: a bit a stretch says so,
/// few enough to stay near the processor.
/// </summary>
internal sealed class Segments<TNumber, TValue>
    where TNumber : struct, IBinaryInteger<TNumber>, IMinMaxValue<TNumber>
    where TValue : notnull
{
    private const int MaxStretches = 1 << 22;

    private readonly Segment<TNumber>[] segments;
    private readonly TValue?[] values;

    /// <summary>Of each stretch the place of its value, or, where it has several, the complement of the segment that it begins in.</summary>
    private readonly int[] index;

    /// <summary>A bit for each stretch: whether it has any value but the default.</summary>
    private readonly ulong[] marks;

    private readonly TNumber lowest;
    private readonly TNumber highest;
    private readonly int shift;

    public Segments(SegmentCut<TNumber, TValue> cut)
    {
        (segments, values) = (cut.Segments, cut.Values);
        (index, marks) = ([], []);
        if (segments.Length == 0) return;
        (lowest, highest) = (segments[0].Start, segments[^1].Start);
        var span = highest - lowest;
        var stretches = Math.Min((int)BitOperations.RoundUpToPowerOf2(2 * (uint)segments.Length), MaxStretches);
        while (span >> shift >= TNumber.CreateTruncating(stretches)) shift++;
        index = Index(int.CreateTruncating(span >> shift) + 1);
        marks = new ulong[(index.Length >> 6) + 1];
        for (var stretch = 0; stretch < index.Length; stretch++)
        {
            if (index[stretch] != 0) marks[stretch >> 6] |= 1UL << (stretch & 63);
        }
    }

    /// <summary>The default where no range holds the number.</summary>
    public TValue? Find(TNumber number)
    {
        if (number >= highest) return segments.Length == 0 ? default : values[segments[^1].Value];
        if (number < lowest) return default;
        var stretch = int.CreateTruncating((number - lowest) >> shift);
        if ((marks[stretch >> 6] >> (stretch & 63) & 1) == 0) return default;
        var entry = index[stretch];
        return values[entry >= 0 ? entry : Search(number, ~entry)];
    }

    /// <param name="first">A segment that starts at the number or before it.</param>
    private int Search(TNumber number, int first)
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
