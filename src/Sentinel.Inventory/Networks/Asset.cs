namespace Sentinel.Inventory.Networks;

/// <summary>What stands at an address, as far as it is known.</summary>
public sealed record Asset(string? Name, string? Kind, IReadOnlyList<string> Tags);
