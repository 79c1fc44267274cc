namespace Sentinel.Inventory.Networks;

/// <summary>What is known of the addresses of a prefix; the default is nothing.</summary>
/// <param name="IsInside">Whether they are ours.</param>
public readonly record struct Network(string? Region, string? Country, Asset Asset, bool IsInside)
{
    /// <summary>What an inner prefix leaves out is taken from the one around it; an asset's columns stay together.</summary>
    public static Network Within(Network inner, Network outer) =>
        new(inner.Region ?? outer.Region, inner.Country ?? outer.Country, inner.Asset.IsKnown ? inner.Asset : outer.Asset, inner.IsInside || outer.IsInside);
}
