using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>
/// The dialect knows two directions: uplink, which begins inside, and downlink. Every row has one of them, the same in members, filters and stats.
/// </summary>
internal static class ReportDirections
{
    public const string Uplink = "uplink";
    public const string Downlink = "downlink";

    public static Filter IsUplink { get; } = new Filter.In(FlowFields.Direction, [Directions.Outbound, Directions.Internal]);

    public static Filter IsDownlink { get; } = new Filter.Not(IsUplink);

    public static string Of(Flow flow) => flow.Direction is Directions.Outbound or Directions.Internal ? Uplink : Downlink;
}
