using Sentinel.Contracts;
using Sentinel.Inventory.Prefixes;

namespace Sentinel.Inventory.Threats;

/// <summary>Which list names an address or a host: by its longest prefix or domain; of lists that name the same the first by name.</summary>
public sealed class ThreatIndex
{
    private readonly PrefixTable<ThreatList> prefixes;
    private readonly DomainIndex domains;

    internal ThreatIndex(IEnumerable<ThreatList> lists)
    {
        List<ThreatList> ordered = [.. lists.OrderBy(list => list.Name, StringComparer.Ordinal)];
        prefixes = new(
            Enumerable.Reverse(ordered).SelectMany(list => list.Prefixes.Select(prefix => KeyValuePair.Create(prefix, list))),
            within: (inner, _) => inner);
        domains = new(ordered);
        Count = ordered.Sum(list => list.Count);
    }

    public static ThreatIndex Empty { get; } = new([]);

    /// <summary>Of all lists.</summary>
    public int Count { get; }

    /// <summary>The name of the list at a place that was found; null where no list names the address.</summary>
    public string? this[int place] => prefixes[place]?.Name;

    /// <inheritdoc cref="PrefixTable{TValue}.Find(ReadOnlySpan{Address}, Span{int})"/>
    public void Find(ReadOnlySpan<Address> addresses, Span<int> places) => prefixes.Find(addresses, places);

    /// <summary>The name of the list that names the address; null where none does.</summary>
    public string? ListOf(Address address) => prefixes.Find(address)?.Name;

    /// <inheritdoc cref="ListOf(Address)"/>
    public string? ListOf(string host) => ListOf(host, Ask(host));

    /// <inheritdoc cref="DomainIndex.Ask"/>
    public ulong Ask(string host) => domains.Ask(host);

    /// <inheritdoc cref="ListOf(Address)"/>
    /// <param name="asked">What was returned when it was asked for the host.</param>
    public string? ListOf(string host, ulong asked) => domains.Find(host, asked)?.Name;
}
