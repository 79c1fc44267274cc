namespace Sentinel.Inventory;

/// <summary>Section <c>Sentinel:Inventory</c>.</summary>
public sealed class InventoryOptions
{
    public const string Section = "Sentinel:Inventory";

    /// <summary>Where <c>networks.csv</c> and <c>exporters.csv</c> lie; empty: there are none.</summary>
    public string? Folder { get; set; }
}
