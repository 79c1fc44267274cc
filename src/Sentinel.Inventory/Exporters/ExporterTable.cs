using System.Collections.Frozen;
using Sentinel.Contracts;

namespace Sentinel.Inventory.Exporters;

/// <summary>What <c>exporters.csv</c> says.</summary>
public sealed class ExporterTable(IReadOnlyDictionary<Address, ExporterContext> exporters)
{
    private readonly FrozenDictionary<Address, ExporterContext> exporters = exporters.ToFrozenDictionary();

    public static ExporterTable Empty { get; } = new(FrozenDictionary<Address, ExporterContext>.Empty);

    public int Count => exporters.Count;

    public ExporterContext? Find(Address exporter) => exporters.GetValueOrDefault(exporter);

    /// <summary>The exporters of a project's firewall instance.</summary>
    public IEnumerable<KeyValuePair<Address, ExporterContext>> ExportersOf(string project, string instance) => exporters.Where(exporter =>
        string.Equals(exporter.Value.ProjectId, project, StringComparison.Ordinal) && string.Equals(exporter.Value.FwInstanceId, instance, StringComparison.Ordinal));
}
