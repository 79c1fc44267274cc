using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>A page of a firewall's log.</summary>
/// <param name="Behind">The <c>log_id</c> behind which the page begins; null where an offset says it.</param>
internal sealed record LogRequest(FirewallRequest Firewall, Selection Selection, long Offset, int Limit, string? Behind)
{
    /// <summary>The newest first.</summary>
    public static RowOrder Order { get; } = new(FlowFields.LastSeen, Descending: true);

    /// <summary>Null where something is wrong.</summary>
    public static LogRequest? Read(QueryReader query, string project, out FirewallError error)
    {
        var firewall = FirewallRequest.Read(query, project);
        var filters = ReadFilters(query);
        var (start, end) = (query.ReadOptional(FirewallParameters.Start), query.ReadOptional(FirewallParameters.End));
        query.TryRequire(FirewallParameters.Limit, out var limit);
        var offset = query.Read(FirewallParameters.Offset);
        var behind = query.TryRead(FirewallParameters.LogId, out var id) ? id : null;
        query.TryRead(FirewallParameters.NextDate, out _);
        error = query.Faults.First is { } fault ? FirewallError.Request(fault) : FirewallError.TimeRange;
        if (query.Faults.Any || !(start <= end)) return null;
        var selection = new Selection(TimeRange.LastSeenBetween(start, end), new Filter.All([firewall.Filter, .. filters]));
        return new(firewall, selection, behind is null ? Math.Min(offset, NumberField.MaxExact) : 0, (int)limit, behind);
    }

    private static List<Filter> ReadFilters(QueryReader query)
    {
        var filters = new List<Filter>();
        Add(FirewallParameters.SrcIp, prefix => PrefixParameter.Matching(FlowFields.SrcIp, prefix));
        Add(FirewallParameters.SrcPort, port => Filter.Is(FlowFields.SrcPort, port));
        Add(FirewallParameters.DstIp, prefix => PrefixParameter.Matching(FlowFields.DstIp, prefix));
        Add(FirewallParameters.DstPort, port => Filter.Is(FlowFields.DstPort, port));
        Add(FirewallParameters.Protocol, filter => filter);
        Add(FirewallParameters.App, app => app is "ANY" ? Filter.Everything : Filter.Is(FlowFields.App, app));
        Add(FirewallParameters.DstHost, host => Filter.Is(FlowFields.DstHost, host));
        Add(FirewallParameters.SrcRegion, region => Filter.Is(FlowFields.SrcRegion, region));
        Add(FirewallParameters.DstRegion, region => Filter.Is(FlowFields.DstRegion, region));
        foreach (var name in FirewallParameters.Unknowable.Where(query.Sent.ContainsKey)) query.Faults.Add(name, "is not known of records: filter by a region's name");
        return filters;

        void Add<T>(QueryParameter<T> parameter, Func<T, Filter> condition)
        {
            if (query.TryRead(parameter, out var value)) filters.Add(condition(value));
        }
    }
}
