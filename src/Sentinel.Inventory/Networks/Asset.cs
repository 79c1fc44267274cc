using System.Diagnostics.CodeAnalysis;

namespace Sentinel.Inventory.Networks;

/// <summary>What stands at an address, as far as it is known; the default is nothing.</summary>
public readonly record struct Asset(string? Name, string? Kind, IReadOnlyList<string>? Tags)
{
    [MemberNotNullWhen(true, nameof(Tags))]
    public bool IsKnown => Tags is not null;
}
