namespace Sentinel.Inventory.Prefixes;

/// <summary>The addresses of a prefix, as the numbers of their family, and what is known of them.</summary>
/// <param name="Order">Of two with the same addresses the one with the lower is the outer.</param>
internal readonly record struct AddressRange<TNumber, TValue>(TNumber First, TNumber Last, TValue Value, int Order);
