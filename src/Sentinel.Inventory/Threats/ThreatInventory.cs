using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Threats;

/// <summary>The threat lists, as they stand: each file is one, named like it without its ending.</summary>
public sealed class ThreatInventory(IOptions<ThreatOptions> options, TimeProvider time, ILogger<ThreatInventory> logger)
    : FolderWatch<ThreatList>(options.Value.Folder, time, logger)
{
    private ThreatIndex current = ThreatIndex.Empty;

    public ThreatIndex Current => Volatile.Read(ref current);

    protected override bool IsOurs(string name) => true;

    protected override ThreatList Read(string name, ReadOnlySpan<byte> text, BrokenLines broken) =>
        ThreatFile.Read(Path.GetFileNameWithoutExtension(name), text, broken);

    protected override int CountOf(ThreatList part) => part.Count;

    protected override void Apply(IReadOnlyCollection<ThreatList> parts) => Volatile.Write(ref current, new(parts));
}
