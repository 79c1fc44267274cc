using Sentinel.Contracts;

namespace Sentinel.Inventory.Prefixes;

/// <summary>What is known of an address: the value of the longest prefix that holds it.</summary>
public sealed class PrefixTable<TValue>
    where TValue : notnull
{
    private readonly Segments<uint, TValue> v4;
    private readonly Segments<UInt128, TValue> v6;

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

        v4 = new(new SegmentCut<uint, TValue>(v4Ranges, within));
        v6 = new(new SegmentCut<UInt128, TValue>(v6Ranges, within));
    }

    /// <summary>The default where no prefix holds the address.</summary>
    public TValue? Find(Address address) => address.IsV4 ? v4.Find((uint)address.Low) : v6.Find(address.Number);
}
