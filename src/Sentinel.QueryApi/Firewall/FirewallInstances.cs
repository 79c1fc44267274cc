using Sentinel.Contracts;
using Sentinel.Inventory.Exporters;
using Sentinel.QueryApi.Security;

namespace Sentinel.QueryApi.Firewall;

/// <summary>Which firewalls there are: those of the inventory, and those that have recorded a flow which is still held.</summary>
internal sealed class FirewallInstances(ExporterInventory inventory)
{
    /// <summary>A firewall whose records the caller may not see is not there.</summary>
    public async Task<bool> IsThereAsync(FirewallRequest firewall, CallersFlows flows, CancellationToken cancellation) =>
        inventory.Current.ExportersOf(firewall.Project, firewall.Instance).Any(exporter => flows.MaySee(FlowOf(exporter.Key, exporter.Value)))
        || await flows.NewestAsync(firewall.Records, cancellation) is not null;

    private static Flow FlowOf(Address exporter, ExporterContext context) => new()
    {
        ExporterIp = exporter,
        ProjectId = context.ProjectId,
        FwInstanceId = context.FwInstanceId,
        EnterpriseProjectId = context.EnterpriseProjectId,
        VgwId = context.VgwId,
        LogType = context.LogType,
    };
}
