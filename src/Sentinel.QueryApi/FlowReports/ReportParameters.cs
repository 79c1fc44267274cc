using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>Every query parameter of the dialect, in the order in which their faults are told.</summary>
internal static class ReportParameters
{
    public static TextParameter Subscriber { get; } = new("subscriber_id", int.MaxValue, "Rows of that subscriber") { Example = "001019756139935" };

    public static NumberParameter Protocol { get; } = new("protocol", 1, byte.MaxValue, "IANA protocol number") { Refusal = "invalid protocol number", Example = "17" };

    public static EndParameter Source { get; } = new("source", FlowFields.SrcIp, FlowFields.SrcPort, "`IP`, `IP:port`, `[v6]:port` or `:port`; an address may be a CIDR prefix")
    {
        Example = "192.168.1.100:10000",
    };

    public static EndParameter Destination { get; } = new("destination", FlowFields.DstIp, FlowFields.DstPort, "As `source`") { Example = ":53" };

    public static ChoiceParameter<Filter> Direction { get; } = new(
        "direction", "`uplink` begins inside", [(ReportDirections.Uplink, ReportDirections.IsUplink), (ReportDirections.Downlink, ReportDirections.IsDownlink)])
    {
        Refusal = "invalid direction: must be 'uplink' or 'downlink'",
        Example = ReportDirections.Uplink,
    };

    public static ChoiceParameter<Filter> Action { get; } = new(
        "action", "What became of the flow", [(Actions.Allow, ReportActions.IsAllowed), (Actions.Drop, ReportActions.IsDropped)])
    {
        Refusal = "invalid action: must be 'allow' or 'drop'",
        Example = Actions.Allow,
    };

    public static DateParameter Start { get; } = new("start", "The first UTC day that flows end on; seven days before today where absent") { Example = "2025-02-22" };

    public static DateParameter End { get; } = new("end", "The last UTC day, included; today where absent") { Example = "2025-02-23" };

    public static ChoiceParameter<ReportGroups> GroupBy { get; } = new(
        "group_by", "All rows in groups, instead of a page", [("day", ReportGroups.ByDay), ("subscriber", ReportGroups.BySubscriber)])
    {
        Refusal = "Invalid group_by parameter: must be 'day' or 'subscriber'",
    };

    public static NumberParameter Page { get; } = new("page", 1, NumberField.MaxExact, "From 1") { Default = "1", IsCapped = true, Refusal = "page must be >= 1" };

    public static NumberParameter PerPage { get; } = new("per_page", 1, 100, "Rows on a page") { Default = "25", Refusal = "per_page must be between 1 and 100" };

    public static IReadOnlyList<QueryParameter> OfStats { get; } = [Subscriber, Protocol, Source, Destination, Direction, Action, Start, End];

    public static IReadOnlyList<QueryParameter> OfList { get; } = [.. OfStats, GroupBy, Page, PerPage];
}
