using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Exporters;

/// <summary><c>exporters.csv</c>, as it stands.</summary>
public sealed class ExporterInventory(IOptions<InventoryOptions> options, TimeProvider time, ILogger<ExporterInventory> logger)
    : FolderWatch<ExporterTable>(options.Value.Folder, time, logger)
{
    public const string FileName = "exporters.csv";

    private ExporterTable current = ExporterTable.Empty;

    public ExporterTable Current => Volatile.Read(ref current);

    protected override bool IsOurs(string name) => string.Equals(name, FileName, StringComparison.Ordinal);

    protected override ExporterTable Read(string name, ReadOnlySpan<byte> text, BrokenLines broken) => ExportersFile.Read(text, broken);

    protected override int CountOf(ExporterTable part) => part.Count;

    protected override void Apply(IReadOnlyCollection<ExporterTable> parts) => Volatile.Write(ref current, parts.SingleOrDefault(ExporterTable.Empty));
}
