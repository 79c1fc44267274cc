using Sentinel.Contracts;
using Sentinel.Inventory.Prefixes;

namespace Sentinel.Inventory.Networks;

/// <summary>What <c>networks.csv</c> says, and which addresses are private without its saying so.</summary>
/// <param name="networks">Each prefix once.</param>
public sealed class NetworkTable(IReadOnlyDictionary<Prefix, Network> networks)
{
    private static readonly Network Private = new(null, null, default, IsInside: true);

    private readonly PrefixTable<Network> byAddress = new(PrivateNetworks.Prefixes.Select(prefix => KeyValuePair.Create(prefix, Private)).Concat(networks), Network.Within);

    public static NetworkTable Empty { get; } = new(new Dictionary<Prefix, Network>());

    public int Count { get; } = networks.Count;

    /// <inheritdoc cref="PrefixTable{TValue}.this"/>
    public ref readonly Network this[int place] => ref byAddress[place];

    public Network Find(Address address) => byAddress.Find(address);

    /// <inheritdoc cref="PrefixTable{TValue}.Find(ReadOnlySpan{Address}, Span{int})"/>
    public void Find(ReadOnlySpan<Address> addresses, Span<int> places) => byAddress.Find(addresses, places);
}
