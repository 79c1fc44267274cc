using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Exporters;

/// <summary><c>exporters.csv</c>, as it stands.</summary>
public sealed class ExporterInventory(IOptions<InventoryOptions> options, TimeProvider time, ILogger<ExporterInventory> logger)
    : FileWatch<ExporterTable>(options.Value.Folder, FileName, ExporterTable.Empty, time, logger)
{
    public const string FileName = "exporters.csv";

    protected override ExporterTable Read(string name, ReadOnlySpan<byte> text, BrokenLines broken) => ExportersFile.Read(text, broken);

    protected override int CountOf(ExporterTable part) => part.Count;
}
