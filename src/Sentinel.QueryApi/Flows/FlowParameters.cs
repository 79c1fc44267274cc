using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Flows;

/// <summary>Every query parameter of the native dialect.</summary>
internal static class FlowParameters
{
    public static NumberParameter From { get; } = new("from", long.MinValue, long.MaxValue, "Start of the range, epoch ms: windows that end after it")
    {
        Example = "1776340740000",
    };

    public static NumberParameter To { get; } = new("to", long.MinValue, long.MaxValue, "End of the range, epoch ms: windows that start before it")
    {
        Example = "1776340800000",
    };

    public static PrefixParameter SrcIp { get; } = new("src_ip", "Source address, or a CIDR prefix that holds it") { Example = "10.0.0.5" };

    public static PrefixParameter DstIp { get; } = new("dst_ip", "Destination address, or a CIDR prefix that holds it") { Example = "1.1.1.0/24" };

    public static NumberParameter Port { get; } = new("port", 0, ushort.MaxValue, "Source or destination port") { Example = "443" };

    public static NumberParameter Protocol { get; } = new("protocol", 0, byte.MaxValue, "IANA protocol number") { Example = "6" };

    public static PrefixParameter Exporter { get; } = new("exporter", "Exporter's address, or a CIDR prefix that holds it") { Example = "10.0.0.1" };

    public static TextParameter Subscriber { get; } = new("subscriber", KeywordField.MaxBytes, "Subscriber: SUPI, VPN common name or user");

    public static ChoiceParameter<string> Action { get; } = new("action", "What became of the flow; a word in any case", Spelling.ActionWords)
    {
        IsAnyCase = true,
    };

    public static ChoiceParameter<string> Direction { get; } = new("direction", "Seen from inside; a word in any case", Spelling.DirectionWords)
    {
        IsAnyCase = true,
    };

    public static TextParameter App { get; } = new("app", KeywordField.MaxBytes, "Application");

    public static TextParameter DstHost { get; } = new("dst_host", KeywordField.MaxBytes, "Host name of the destination") { Example = "one.one.one.one" };

    public static ChoiceParameter<NumberField> Sort { get; } = new("sort", "What rows are ordered by; ties have a fixed order",
    [
        ("timestamp", FlowFields.Timestamp), ("bytes", FlowFields.Bytes), ("packets", FlowFields.Packets),
    ])
    { Default = "timestamp" };

    /// <summary>Whether descending.</summary>
    public static ChoiceParameter<bool> Order { get; } = new("order", "Direction of the order", [("desc", true), ("asc", false)]) { Default = "desc" };

    public static NumberParameter Offset { get; } = new("offset", 0, long.MaxValue, "Rows to pass over") { Default = "0" };

    public static NumberParameter Limit { get; } = new("limit", 1, FindQuery.MaxLimit, "Rows in the answer; more than 10000 is taken as 10000")
    {
        Default = "50",
        IsCapped = true,
    };

    public static TextParameter Cursor { get; } = new("cursor", FlowCursor.MaxLength,
        "The `next` of the page before: continues it within the range of the first page. Sent alone, or with the first page's parameters as they were; `limit` may change");

    public static NumberParameter WindowSeconds { get; } = new("window_secs", 1, 31_622_400, "Look-back window in seconds, up to now; not together with `from` or `to`")
    {
        Default = "3600",
    };

    public static ChoiceParameter<Measure> By { get; } = new("by", "What the list is ranked by", [("bytes", Measure.Bytes), ("packets", Measure.Packets)])
    {
        Default = "bytes",
    };

    public static ChoiceParameter<Field> Dimension { get; } = new("dim", "What traffic is grouped by", FlowDimensions.Words) { Default = "src" };

    public static NumberParameter Talkers { get; } = new("limit", 1, TopQuery.MaxLimit, "Rows in the list") { Default = "20" };

    /// <summary>What all three questions take.</summary>
    public static IReadOnlyList<QueryParameter> Selecting { get; } =
        [From, To, SrcIp, DstIp, Port, Protocol, Exporter, Subscriber, Action, Direction, App, DstHost];

    public static IReadOnlyList<QueryParameter> OfFind { get; } = [.. Selecting, Sort, Order, Offset, Limit, Cursor];

    public static IReadOnlyList<QueryParameter> OfTopTalkers { get; } = [WindowSeconds, By, Dimension, Talkers, .. Selecting];

    public static IReadOnlyList<QueryParameter> OfProtocols { get; } = [WindowSeconds, .. Selecting];
}
