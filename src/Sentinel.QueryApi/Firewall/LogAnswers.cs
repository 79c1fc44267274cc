using System.ComponentModel;
using System.Text.Json.Serialization;
using Sentinel.Contracts;

namespace Sentinel.QueryApi.Firewall;

internal sealed record DataAnswer<T>(T Data);

internal sealed record LogPage(int Limit, IReadOnlyList<LogRecord> Records, [property: Description("Records that match, whatever page was asked for")] long Total);

internal sealed record LogRecord(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? App,
    long Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("in2out or out2in; absent of a flow that is neither")] string? Direction,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DstHost,
    string DstIp,
    int DstPort,
    [property: Description("Last seen, epoch ms")] long EndTime,
    string LogId,
    long Packets,
    [property: Description("Its name, or its number as text where it has none")] string Protocol,
    string SrcIp,
    int SrcPort,
    [property: Description("First seen, epoch ms")] long StartTime)
{
    public static LogRecord Of(FlowRow row)
    {
        var flow = row.Flow;
        return new(
            flow.App, flow.Bytes, LogDirections.Of(flow.Direction), flow.DstHost, flow.DstIp.ToString(), flow.DstPort, flow.LastSeen, row.Id.ToString(), flow.Packets,
            ProtocolParameter.NameOf(flow.Protocol), flow.SrcIp.ToString(), flow.SrcPort, flow.FirstSeen);
    }
}
