using System.ComponentModel;
using Sentinel.Contracts;

namespace Sentinel.QueryApi.Flows;

/// <summary>A stored row as the native dialect shows it: every member always there, null when unknown.</summary>
internal sealed record FlowAnswer(
    [property: Description("Identity of the row")] string Id,
    [property: Description("Equals window_end, epoch ms")] long Timestamp,
    long WindowStart,
    long WindowEnd,
    string SrcIp,
    string DstIp,
    string? SrcHostname,
    string? DstHostname,
    int SrcPort,
    int DstPort,
    [property: Description("IANA number")] int Protocol,
    [property: Description("IANA keyword, or the number as text where there is none")] string ProtocolName,
    [property: Description("Of the whole record, both directions")] long Bytes,
    long Packets,
    int TcpFlags,
    long FirstSeenMs,
    long LastSeenMs,
    string ExporterIp,
    [property: Description("NetFlow or IPFIX version (5, 9, 10), else 0")] int Version,
    [property: Description("outbound, inbound, internal or external")] string? Direction,
    [property: Description("allow or drop")] string Action,
    string? SubscriberId,
    string? App,
    [property: Description("Source records merged into the row")] long FlowCount,
    [property: Description("From the initiator")] long RequestBytes,
    [property: Description("Back to the initiator")] long ResponseBytes)
{
    public static FlowAnswer Of(FlowRow row)
    {
        var flow = row.Flow;
        var window = flow.Window;
        return new(
            row.Id.ToString(), window.End, window.Start, window.End, flow.SrcIp.ToString(), flow.DstIp.ToString(), flow.SrcHost, flow.DstHost,
            flow.SrcPort, flow.DstPort, flow.Protocol, Protocols.NameOf(flow.Protocol), flow.Bytes, flow.Packets, flow.TcpFlags,
            flow.FirstSeen, flow.LastSeen, flow.ExporterIp.ToString(), flow.Version, flow.Direction, flow.Action, flow.SubscriberId, flow.App,
            flow.FlowCount, flow.RequestBytes, flow.ResponseBytes);
    }
}
