namespace Sentinel.Inventory.Prefixes;

/// <summary>Addresses from a number on, to where the next segment starts. Number and value side by side: a look-up touches memory in one place.</summary>
/// <param name="Value">Its place among the values.</param>
internal readonly record struct Segment<TNumber>(TNumber Start, int Value);
