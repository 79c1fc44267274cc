using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>Every query parameter of the dialect.</summary>
internal static class FirewallParameters
{
    private static readonly string[] LogTypes = ["internet", "nat", "vpc", "vgw"];

    public static TextParameter Instance { get; } = new("fw_instance_id", KeywordField.MaxBytes, "The firewall; required") { Example = "2af58b7c-893c-4453-a984-bdd9b1bd6318" };

    public static ChoiceParameter<string> LogType { get; } = new("log_type", "Records of that kind: between inside and internet, of NAT, between networks inside, of virtual gateways", [.. LogTypes.Select(type => (type, type))]);

    public static TextParameter Gateway { get; } = new("vgw_id", KeywordField.MaxBytes, "Records of that virtual gateway; may be given several times, or several separated by commas");

    public static EnterpriseProjectParameter EnterpriseProject { get; } = new();

    public static ChoiceParameter<string> Direction { get; } = new("direction", "`in2out` begins inside", [(LogDirections.InToOut, Directions.Outbound), (LogDirections.OutToIn, Directions.Inbound)]);

    public static NumberParameter Start { get; } = new("start_time", long.MinValue, long.MaxValue, "Flows that ended at that time or later, epoch ms") { Example = "1663555012000" };

    public static NumberParameter End { get; } = new("end_time", long.MinValue, long.MaxValue, "Flows that ended at that time or earlier, epoch ms") { Example = "1664159798000" };

    public static PrefixParameter SrcIp { get; } = new("src_ip", "Source address, or a CIDR prefix");

    public static PrefixParameter DstIp { get; } = new("dst_ip", "Destination address, or a CIDR prefix");

    public static NumberParameter SrcPort { get; } = new("src_port", 0, ushort.MaxValue, "Source port");

    public static NumberParameter DstPort { get; } = new("dst_port", 0, ushort.MaxValue, "Destination port");

    public static ProtocolParameter Protocol { get; } = new();

    public static TextParameter App { get; } = new("app", KeywordField.MaxBytes, "Application; `ANY` is any") { Example = "SSH" };

    public static TextParameter DstHost { get; } = new("dst_host", KeywordField.MaxBytes, "Host name of the destination");

    public static TextParameter SrcRegion { get; } = new("src_region_name", KeywordField.MaxBytes, "Region of the source");

    public static TextParameter DstRegion { get; } = new("dst_region_name", KeywordField.MaxBytes, "Region of the destination");

    public static NumberParameter Limit { get; } = new("limit", 1, 1_024, "Records on a page; required") { Example = "10" };

    public static NumberParameter Offset { get; } = new("offset", 0, long.MaxValue, "Records to pass over; not where `log_id` says where the page begins") { Default = "0" };

    public static TextParameter LogId { get; } = new("log_id", KeywordField.MaxBytes, "`log_id` of the last record of the page before: the page begins behind it");

    public static NumberParameter NextDate { get; } = new("next_date", long.MinValue, long.MaxValue, "A time of that record; `log_id` alone says which it is");

    public static ChoiceParameter<long> Range { get; } = new("range", "The last hour, day or seven days; or `start_time` and `end_time`",
    [
        ("0", Window.DayMilliseconds / 24), ("1", Window.DayMilliseconds), ("2", 7 * Window.DayMilliseconds),
    ])
    { Example = "2" };

    public static ChoiceParameter<StatisticItem> Item { get; } = new("item", "What records are grouped by; required", [.. StatisticItem.All.Select(item => (item.Word, item))]) { Example = "dst_host" };

    public static ChoiceParameter<Filter> AssetType { get; } = new("asset_type", "What the inside end is: an address of a private network, or a public one; or sessions that were let in to a port",
    [
        ("public", Assets.ArePublic), ("private", Assets.ArePrivate), ("open_port", Assets.AreOpenPorts),
    ]);

    public static NumberParameter Size { get; } = new("size", 0, MaxSize, "Items in the list; more than 10 is taken as 10") { Default = "5", IsCapped = true };

    public const int MaxSize = 10;

    /// <summary>Of the vendor's newer clients. Records have no such names, and a filter that is passed over would widen the answer.</summary>
    public static IReadOnlyList<string> Unknowable { get; } = ["src_province_name", "dst_province_name", "src_city_name", "dst_city_name"];

    public static IReadOnlyList<QueryParameter> OfLogs { get; } =
    [
        Instance, Start, End, Limit, Offset, LogId, NextDate, Direction, LogType, SrcIp, SrcPort, DstIp, DstPort, Protocol, App, DstHost, SrcRegion, DstRegion, EnterpriseProject, Gateway,
    ];

    public static IReadOnlyList<QueryParameter> OfStatistics { get; } = [Instance, LogType, Item, Range, Start, End, Direction, AssetType, Gateway, EnterpriseProject, Size];
}
