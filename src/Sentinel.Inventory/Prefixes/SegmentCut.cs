using System.Numerics;

namespace Sentinel.Inventory.Prefixes;

/// <summary>Cuts the addresses of one family into segments, each with the value of the innermost range that holds it.</summary>
internal sealed class SegmentCut<TNumber, TValue>
    where TNumber : struct, IBinaryInteger<TNumber>, IMinMaxValue<TNumber>
    where TValue : notnull
{
    private readonly ValuePlaces<TValue> places;
    private readonly List<Segment<TNumber>> segments;
    private readonly Stack<(TNumber Last, TValue Value)> around = [];

    private SegmentCut(ValuePlaces<TValue> places, int ranges) => (this.places, segments) = (places, new(2 * ranges));

    /// <summary>The segments from the lowest on; neighbours differ.</summary>
    /// <param name="ranges">Any two lie apart, or one in the other. They are sorted where they stand.</param>
    public static Segment<TNumber>[] Of(List<AddressRange<TNumber, TValue>> ranges, Func<TValue, TValue, TValue> within, ValuePlaces<TValue> places)
    {
        var cut = new SegmentCut<TNumber, TValue>(places, ranges.Count);
        ranges.Sort(OuterFirst);
        foreach (var range in ranges) cut.Enter(range, within);
        while (cut.around.Count > 0) cut.Leave();
        return [.. cut.segments];
    }

    private static int OuterFirst(AddressRange<TNumber, TValue> left, AddressRange<TNumber, TValue> right) =>
        left.First.CompareTo(right.First) is var first and not 0 ? first
        : right.Last.CompareTo(left.Last) is var last and not 0 ? last
        : left.Order.CompareTo(right.Order);

    private void Enter(AddressRange<TNumber, TValue> range, Func<TValue, TValue, TValue> within)
    {
        while (around.TryPeek(out var outer) && outer.Last < range.First) Leave();
        var value = around.TryPeek(out var enclosing) ? within(range.Value, enclosing.Value) : range.Value;
        Add(range.First, value);
        around.Push((range.Last, value));
    }

    private void Leave()
    {
        var last = around.Pop().Last;
        if (last < TNumber.MaxValue) Add(last + TNumber.One, around.TryPeek(out var outer) ? outer.Value : default);
    }

    private void Add(TNumber start, TValue? value)
    {
        if (segments.Count > 0 && segments[^1].Start == start) segments.RemoveAt(segments.Count - 1);
        var place = places.Of(value);
        if (segments.Count > 0 && segments[^1].Value == place) return;
        segments.Add(new(start, place));
    }
}
