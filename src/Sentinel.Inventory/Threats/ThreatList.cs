using Sentinel.Contracts;

namespace Sentinel.Inventory.Threats;

/// <summary>What one file names.</summary>
public sealed class ThreatList
{
    internal ThreatList(string name, IReadOnlyList<Prefix> prefixes, DomainTexts domains) => (Name, Prefixes, Domains) = (name, prefixes, domains);

    public string Name { get; }

    public int Count => Prefixes.Count + Domains.Count;

    internal IReadOnlyList<Prefix> Prefixes { get; }

    internal DomainTexts Domains { get; }
}
