namespace Sentinel.Inventory.Prefixes;

/// <summary>Values by number; equal ones have the same, the default has 0.</summary>
internal sealed class ValuePlaces<TValue>
    where TValue : notnull
{
    private readonly List<TValue?> values = [default];
    private readonly Dictionary<TValue, int> places = [];

    public TValue?[] Values => [.. values];

    public int Of(TValue? value)
    {
        if (EqualityComparer<TValue?>.Default.Equals(value, default)) return 0;
        if (places.TryGetValue(value!, out var place)) return place;
        places.Add(value!, values.Count);
        values.Add(value);
        return values.Count - 1;
    }
}
