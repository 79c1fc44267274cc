using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Networks;

/// <summary><c>networks.csv</c>, as it stands.</summary>
public sealed class NetworkInventory(IOptions<InventoryOptions> options, TimeProvider time, ILogger<NetworkInventory> logger)
    : FileWatch<NetworkTable>(options.Value.Folder, FileName, NetworkTable.Empty, time, logger)
{
    public const string FileName = "networks.csv";

    protected override NetworkTable Read(string name, ReadOnlySpan<byte> text, BrokenLines broken) => NetworksFile.Read(text, broken);

    protected override int CountOf(NetworkTable part) => part.Count;
}
