using System.Collections.Frozen;
using Sentinel.Contracts;

namespace Sentinel.Inventory.Exporters;

/// <summary>What <c>exporters.csv</c> says.</summary>
public sealed class ExporterTable(IReadOnlyDictionary<Address, ExporterContext> exporters)
{
    private readonly FrozenDictionary<Address, ExporterContext> exporters = exporters.ToFrozenDictionary();

    private readonly FrozenSet<(string? Project, string? Instance)> instances =
        exporters.Values.Select(context => (context.ProjectId, context.FwInstanceId)).ToFrozenSet();

    public static ExporterTable Empty { get; } = new(FrozenDictionary<Address, ExporterContext>.Empty);

    public int Count => exporters.Count;

    public ExporterContext? Find(Address exporter) => exporters.GetValueOrDefault(exporter);

    /// <summary>Whether an exporter of that firewall instance stands in that project.</summary>
    public bool HasInstance(string project, string instance) => instances.Contains((project, instance));
}
