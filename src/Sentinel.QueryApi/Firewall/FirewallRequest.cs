using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>A firewall that is asked about, and the filters that both kinds of question take.</summary>
/// <param name="Records">All that the firewall has recorded.</param>
/// <param name="Filter">Those of them that pass the filters.</param>
internal sealed record FirewallRequest(string Project, string Instance, Filter Records, Filter Filter)
{
    /// <summary>What is wrong is told by the query.</summary>
    public static FirewallRequest Read(QueryReader query, string project)
    {
        query.TryRequire(FirewallParameters.Instance, out var instance);
        instance ??= "";
        var records = new Filter.All([Filter.Is(FlowFields.ProjectId, project), Filter.Is(FlowFields.FwInstanceId, instance)]);
        var filters = new List<Filter> { records };
        if (query.TryRead(FirewallParameters.LogType, out var type)) filters.Add(Filter.Is(FlowFields.LogType, type));
        if (query.TryRead(FirewallParameters.Direction, out var direction)) filters.Add(Filter.Is(FlowFields.Direction, direction));
        if (query.TryRead(FirewallParameters.EnterpriseProject, out var enterpriseProject)) filters.Add(enterpriseProject);
        if (query.TryReadList(FirewallParameters.Gateway, out var gateways)) filters.Add(new Filter.In(FlowFields.VgwId, [.. gateways.Distinct(StringComparer.Ordinal).Select(FieldValue.FromKeyword)]));
        return new(project, instance, records, new Filter.All(filters));
    }
}
