using System.Numerics;

namespace Sentinel.Inventory.Prefixes;

/// <summary>Cuts the addresses of one family into segments, each with the value of the innermost range that holds it.</summary>
internal sealed class SegmentCut<TNumber, TValue>
    where TNumber : struct, IBinaryInteger<TNumber>, IMinMaxValue<TNumber>
    where TValue : notnull
{
    private readonly List<Segment<TNumber>> segments = [];
    private readonly List<TValue?> values = [default];
    private readonly Dictionary<TValue, int> places = [];
    private readonly Stack<(TNumber Last, TValue Value)> around = [];

    /// <param name="ranges">Any two lie apart, or one in the other. They are sorted where they stand.</param>
    public SegmentCut(List<AddressRange<TNumber, TValue>> ranges, Func<TValue, TValue, TValue> within)
    {
        ranges.Sort(OuterFirst);
        segments.EnsureCapacity(2 * ranges.Count);
        foreach (var range in ranges)
        {
            while (around.TryPeek(out var outer) && outer.Last < range.First) Leave();
            var value = around.TryPeek(out var enclosing) ? within(range.Value, enclosing.Value) : range.Value;
            Add(range.First, value);
            around.Push((range.Last, value));
        }

        while (around.Count > 0) Leave();
    }

    /// <summary>From the lowest on; neighbours differ.</summary>
    public Segment<TNumber>[] Segments => [.. segments];

    /// <summary>The first is none.</summary>
    public TValue?[] Values => [.. values];

    private static int OuterFirst(AddressRange<TNumber, TValue> left, AddressRange<TNumber, TValue> right) =>
        left.First.CompareTo(right.First) is var first and not 0 ? first
        : right.Last.CompareTo(left.Last) is var last and not 0 ? last
        : left.Order.CompareTo(right.Order);

    private void Leave()
    {
        var last = around.Pop().Last;
        if (last < TNumber.MaxValue) Add(last + TNumber.One, around.TryPeek(out var outer) ? outer.Value : default);
    }

    private void Add(TNumber start, TValue? value)
    {
        if (segments.Count > 0 && segments[^1].Start == start) segments.RemoveAt(segments.Count - 1);
        var place = PlaceOf(value);
        if (segments.Count > 0 && segments[^1].Value == place) return;
        segments.Add(new(start, place));
    }

    private int PlaceOf(TValue? value)
    {
        if (EqualityComparer<TValue?>.Default.Equals(value, default)) return 0;
        if (places.TryGetValue(value!, out var place)) return place;
        places.Add(value!, values.Count);
        values.Add(value);
        return values.Count - 1;
    }
}
