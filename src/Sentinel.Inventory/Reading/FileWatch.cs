using Microsoft.Extensions.Logging;

namespace Sentinel.Inventory.Reading;

/// <summary>One file of a folder, as it stands.</summary>
/// <param name="empty">Stands for a file that is not there.</param>
public abstract class FileWatch<TTable>(string? folder, string fileName, TTable empty, TimeProvider time, ILogger logger)
    : FolderWatch<TTable>(folder, time, logger)
    where TTable : class
{
    private TTable? current;

    public TTable Current => Volatile.Read(ref current) ?? empty;

    protected override bool IsOurs(string name) => string.Equals(name, fileName, StringComparison.Ordinal);

    protected override void Apply(IReadOnlyCollection<TTable> parts) => Volatile.Write(ref current, parts.SingleOrDefault());
}
