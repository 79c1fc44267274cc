namespace Sentinel.Inventory;

/// <summary>Section <c>Sentinel:Threats</c>.</summary>
public sealed class ThreatOptions
{
    public const string Section = "Sentinel:Threats";

    /// <summary>Where the threat lists lie, a file each; empty: there are none.</summary>
    public string? Folder { get; set; }
}
