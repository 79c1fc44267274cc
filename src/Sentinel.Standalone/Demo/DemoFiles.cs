using Sentinel.Storage.Embedded.Opening;

namespace Sentinel.Standalone.Demo;

/// <summary>What the demo's operator knows of the network: files in its data folder, to be looked at and changed.</summary>
internal static class DemoFiles
{
    private const string InventoryKey = "Sentinel:Inventory:Folder";
    private const string ThreatsKey = "Sentinel:Threats:Folder";

    private static readonly string Networks = $"""
        prefix,region,country,asset_name,asset_kind,asset_tags
        10.20.0.0/16,Berlin,DE,,,
        fd20::/16,Berlin,DE,,,
        10.20.0.10/32,,,dns,server,infrastructure
        {DemoNetwork.Monitor}/32,,,monitor,server,infrastructure
        10.20.0.12/32,,,files,server,storage;internal
        10.20.0.15/32,,,web,server,public
        {DemoNetwork.Scanned}/32,,,mail-relay,server,public
        {DemoNetwork.Infected}/32,,,desk-3-37,workstation,floor-3
        10.99.0.0/16,Home offices,DE,,,
        203.0.113.0/24,Frankfurt,DE,,,
        198.51.100.0/24,Ashburn,US,,,
        192.0.2.0/24,Zurich,CH,,,
        2001:db8:100::/48,Amsterdam,NL,,,

        """;

    private static readonly string Exporters = $"""
        exporter_ip,project_id,fw_instance_id,enterprise_project_id,vgw_id,log_type
        {DemoNetwork.Router},office,,,,
        {DemoNetwork.Firewall},office,fw-office,,,internet
        {DemoNetwork.VpnGateway},office,,,vpn-office,

        """;

    private static readonly string CommandServers = $"""
        # Servers that tell infected hosts what to do
        {DemoNetwork.CommandServer}

        """;

    /// <summary>Makes the files that are missing, and returns the settings that name their folders: of those that are not set.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it.</exception>
    public static Dictionary<string, string?> Make(string folder, IConfiguration configuration)
    {
        var made = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (string.IsNullOrEmpty(configuration[InventoryKey]))
        {
            made[InventoryKey] = Path.Combine(folder, "inventory");
            Write(Path.Combine(folder, "inventory", "networks.csv"), Networks);
            Write(Path.Combine(folder, "inventory", "exporters.csv"), Exporters);
        }

        if (string.IsNullOrEmpty(configuration[ThreatsKey]))
        {
            made[ThreatsKey] = Path.Combine(folder, "threats");
            Write(Path.Combine(folder, "threats", "command-servers.txt"), CommandServers);
        }

        return made;
    }

    private static void Write(string path, string text)
    {
        OwnersFolder.Make(Path.GetDirectoryName(path)!);
        if (!File.Exists(path)) File.WriteAllText(path, text);
    }
}
