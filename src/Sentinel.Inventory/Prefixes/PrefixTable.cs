using Sentinel.Contracts;

namespace Sentinel.Inventory.Prefixes;

/// <summary>What is known of an address: the value of the longest prefix that holds it.</summary>
public sealed class PrefixTable<TValue>
    where TValue : notnull
{
    private readonly Segments<uint> v4;
    private readonly Segments<UInt128> v6;

    /// <summary>The first is that of addresses which no prefix holds.</summary>
    private readonly TValue?[] values;

    /// <param name="prefixes">Of the same prefix twice the later one lies within the earlier.</param>
    /// <param name="within">Makes the value of a prefix from its own and that of the prefix around it.</param>
    public PrefixTable(IEnumerable<KeyValuePair<Prefix, TValue>> prefixes, Func<TValue, TValue, TValue> within)
    {
        var (v4Ranges, v6Ranges) = (new List<AddressRange<uint, TValue>>(), new List<AddressRange<UInt128, TValue>>());
        foreach (var (prefix, value) in prefixes)
        {
            if (prefix.IsV4) v4Ranges.Add(new((uint)prefix.First.Low, (uint)prefix.Last.Low, value, v4Ranges.Count));
            else v6Ranges.Add(new(prefix.First.Number, prefix.Last.Number, value, v6Ranges.Count));
        }

        var places = new ValuePlaces<TValue>();
        v4 = new(SegmentCut<uint, TValue>.Of(v4Ranges, within, places));
        v6 = new(SegmentCut<UInt128, TValue>.Of(v6Ranges, within, places));
        values = places.Values;
    }

    /// <summary>The value at a place that was found; the default where no prefix holds the address.</summary>
    public ref readonly TValue? this[int place] => ref values[place];

    /// <summary>
    /// Finds the places of the values of many addresses, in three steps: each is taken for all of them, and asks for the memory that the next
    /// one reads. So the processor waits for memory once a step, and not once for each address.
    /// </summary>
    public void Find(ReadOnlySpan<Address> addresses, Span<int> places)
    {
        for (var index = 0; index < addresses.Length; index++)
            places[index] = addresses[index] is { IsV4: true } address ? v4.StretchOf((uint)address.Low) : v6.StretchOf(addresses[index].Number);
        for (var index = 0; index < addresses.Length; index++)
            places[index] = addresses[index].IsV4 ? v4.EntryOf(places[index]) : v6.EntryOf(places[index]);
        for (var index = 0; index < addresses.Length; index++)
        {
            if (places[index] < 0)
                places[index] = addresses[index] is { IsV4: true } address ? v4.Search((uint)address.Low, ~places[index]) : v6.Search(addresses[index].Number, ~places[index]);
            Ahead.Fetch(in values[places[index]]);
        }
    }

    /// <inheritdoc cref="this"/>
    public TValue? Find(Address address)
    {
        var place = 0;
        Find([address], new Span<int>(ref place));
        return values[place];
    }
}
