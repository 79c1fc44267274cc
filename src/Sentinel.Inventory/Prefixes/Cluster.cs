using System.Numerics;

namespace Sentinel.Inventory.Prefixes;

/// <summary>Segments that start near each other, and the equal stretches that an index parts their numbers into.</summary>
/// <param name="Lowest">Where the first starts.</param>
/// <param name="Highest">Where the last starts.</param>
/// <param name="Shift">A stretch has two to this power of numbers.</param>
/// <param name="FirstStretch">Its place in the index.</param>
internal readonly record struct Cluster<TNumber>(TNumber Lowest, TNumber Highest, int Shift, int FirstStretch)
    where TNumber : struct, IBinaryInteger<TNumber>, IMinMaxValue<TNumber>
{
    private const int MaxStretches = 1 << 22;

    /// <summary>How many stretches there are.</summary>
    public int Stretches => int.CreateTruncating((Highest - Lowest) >> Shift) + 1;

    /// <summary>Makes a few stretches for each of the segments.</summary>
    public static Cluster<TNumber> Of(ReadOnlySpan<Segment<TNumber>> segments, int firstStretch)
    {
        var span = segments[^1].Start - segments[0].Start;
        var most = Math.Min((int)BitOperations.RoundUpToPowerOf2(2 * (uint)segments.Length), MaxStretches);
        var shift = 0;
        while (span >> shift >= TNumber.CreateTruncating(most)) shift++;
        return new(segments[0].Start, segments[^1].Start, shift, firstStretch);
    }

    /// <summary>The stretch of a number; of one beyond the last segment's start the last.</summary>
    public int StretchOf(TNumber number) => FirstStretch + int.CreateTruncating((TNumber.Min(number, Highest) - Lowest) >> Shift);

    /// <summary>Where a stretch begins.</summary>
    public TNumber BeginOf(int stretch) => Lowest + (TNumber.CreateTruncating(stretch - FirstStretch) << Shift);
}
