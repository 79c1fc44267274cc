using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

internal sealed record ResultAnswer<T>(T Result);

internal sealed record ErrorAnswer(string Error);

internal sealed record MessageAnswer(string Message);

internal sealed record ReportPageAnswer(IReadOnlyList<ReportAnswer> Items, long Page, int PerPage, [property: Description("Rows that match, whatever page was asked for")] long TotalCount);

internal sealed record ReportAnswer(
    [property: Description("Stands for the row, always the same; to 2^53−1")] long Id,
    [property: Description("Empty where there is none")] string SubscriberId,
    string SourceIp,
    string DestinationIp,
    int SourcePort,
    int DestinationPort,
    [property: Description("IANA number")] int Protocol,
    long Packets,
    long Bytes,
    [property: Description("First seen, RFC 3339, UTC")] string StartTime,
    [property: Description("Last seen, RFC 3339, UTC")] string EndTime,
    [property: Description("uplink or downlink")] string Direction,
    [property: Description("allow or drop")] string Action)
{
    /// <summary>Of an id's hash; what is left of it fits into a double.</summary>
    private const int HashBitsDropped = 64 - 53;

    public static ReportAnswer Of(FlowRow row)
    {
        var flow = row.Flow;
        return new(
            IdOf(row.Id), flow.SubscriberId ?? "", flow.SrcIp.ToString(), flow.DstIp.ToString(), flow.SrcPort, flow.DstPort, flow.Protocol, flow.Packets, flow.Bytes,
            TextOf(flow.FirstSeen), TextOf(flow.LastSeen), ReportDirections.Of(flow), ReportActions.Of(flow));
    }

    public static long IdOf(RowId id) => Math.Max(1, (long)(id.Hash >> HashBitsDropped));

    private static string TextOf(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

internal sealed record ReportStatsAnswer(
    [property: Description("By count descending, then by number")] IReadOnlyList<ProtocolCountAnswer> Protocols,
    [property: Description("The ten with the most flows that begin inside, whatever direction is asked for")] IReadOnlyList<AddressCountAnswer> TopDestinationsUplink);

internal sealed record ProtocolCountAnswer(int Protocol, [property: Description("Source records")] Int128 Count)
{
    public static ProtocolCountAnswer Of(TopEntry entry) => new((int)entry.Key.AsNumber(), entry.Sums.Flows);
}

internal sealed record AddressCountAnswer(string Ip, [property: Description("Source records")] Int128 Count)
{
    public static AddressCountAnswer Of(TopEntry entry) => new(entry.Key.ToString(), entry.Sums.Flows);
}

internal sealed record RetentionAnswer([property: Description("How long a day is held after it has ended")] int Days);

[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ReportAnswer))]
[JsonSerializable(typeof(ResultAnswer<ReportPageAnswer>))]
[JsonSerializable(typeof(ResultAnswer<ReportStatsAnswer>))]
[JsonSerializable(typeof(ResultAnswer<RetentionAnswer>))]
[JsonSerializable(typeof(ResultAnswer<MessageAnswer>))]
internal sealed partial class ReportAnswersJson : JsonSerializerContext;
