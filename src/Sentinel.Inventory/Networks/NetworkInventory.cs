using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Networks;

/// <summary><c>networks.csv</c>, as it stands.</summary>
public sealed class NetworkInventory(IOptions<InventoryOptions> options, TimeProvider time, ILogger<NetworkInventory> logger)
    : FolderWatch<NetworkTable>(options.Value.Folder, time, logger)
{
    public const string FileName = "networks.csv";

    private NetworkTable current = NetworkTable.Empty;

    public NetworkTable Current => Volatile.Read(ref current);

    protected override bool IsOurs(string name) => string.Equals(name, FileName, StringComparison.Ordinal);

    protected override NetworkTable Read(string name, ReadOnlySpan<byte> text, BrokenLines broken) => NetworksFile.Read(text, broken);

    protected override int CountOf(NetworkTable part) => part.Count;

    protected override void Apply(IReadOnlyCollection<NetworkTable> parts) => Volatile.Write(ref current, parts.SingleOrDefault(NetworkTable.Empty));
}
