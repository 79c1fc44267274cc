using System.Collections.Frozen;

namespace Sentinel.Contracts;

/// <summary>The one registry of the record's fields, in the order in which templates, schemas and documents list them.</summary>
public static class FlowFields
{
    private const int MaxPort = ushort.MaxValue;
    private const long MaxUnsigned = uint.MaxValue;

    public static NumberField Timestamp { get; } = new(
        "@timestamp", FieldType.Date, MergeRule.Derived, Window.MaxTime, "End of the window; drives dashboards", f => f.Window.End, ReadOnly) { Indexed = true };

    public static NumberField FirstSeen { get; } = new(
        "first_seen", FieldType.Date, MergeRule.Min, Window.MaxTime, "Start of the flow", f => f.FirstSeen, (f, v) => f.FirstSeen = v);

    public static NumberField LastSeen { get; } = new(
        "last_seen", FieldType.Date, MergeRule.Max, Window.MaxTime, "End of the flow; its minute is the window", f => f.LastSeen, (f, v) => f.LastSeen = v);

    public static AddressField SrcIp { get; } = new(
        "src_ip", "Source address", f => f.SrcIp, (f, v) => f.SrcIp = v) { Groupable = true, Indexed = true };

    public static AddressField DstIp { get; } = new(
        "dst_ip", "Destination address", f => f.DstIp, (f, v) => f.DstIp = v) { Groupable = true, Indexed = true };

    public static AddressField ExporterIp { get; } = new(
        "exporter_ip", "Who saw the flow; the configured default where the producer names none", f => f.ExporterIp, (f, v) => f.ExporterIp = v) { Groupable = true };

    public static NumberField SrcPort { get; } = Number(
        "src_port", MaxPort, "Source port", f => f.SrcPort, (f, v) => f.SrcPort = v, indexed: true);

    public static NumberField DstPort { get; } = Number(
        "dst_port", MaxPort, "Destination port", f => f.DstPort, (f, v) => f.DstPort = v, indexed: true);

    public static NumberField Protocol { get; } = Number(
        "protocol", byte.MaxValue, "IANA protocol number", f => f.Protocol, (f, v) => f.Protocol = v);

    public static NumberField TcpFlags { get; } = new(
        "tcp_flags", FieldType.Integer, MergeRule.Or, ushort.MaxValue, "TCP flags seen, OR-ed", f => f.TcpFlags, (f, v) => f.TcpFlags = (int)v);

    public static NumberField Version { get; } = Number(
        "version", ushort.MaxValue, "NetFlow or IPFIX version (5, 9, 10), else 0", f => f.Version, (f, v) => f.Version = v);

    public static NumberField Bytes { get; } = Sum(
        "bytes", "Bytes of the whole record, both directions, sampling undone", f => f.Bytes, (f, v) => f.Bytes = v, indexed: true);

    public static NumberField Packets { get; } = Sum(
        "packets", "Packets of the whole record, both directions, sampling undone", f => f.Packets, (f, v) => f.Packets = v);

    public static NumberField RequestBytes { get; } = Sum(
        "request_bytes", "Bytes from the initiator", f => f.RequestBytes, (f, v) => f.RequestBytes = v);

    public static NumberField ResponseBytes { get; } = Sum(
        "response_bytes", "Bytes back to the initiator; 0 in a one-way record", f => f.ResponseBytes, (f, v) => f.ResponseBytes = v);

    public static NumberField FlowCount { get; } = Sum(
        "flow_count", "Source records merged into the row", f => f.FlowCount, (f, v) => f.FlowCount = v);

    public static KeywordField Direction { get; } = Keyword(
        "direction", "outbound, inbound, internal or external, seen from inside", f => f.Direction, (f, v) => f.Direction = v);

    public static KeywordField Action { get; } = Keyword(
        "action", "allow or drop", f => f.Action, (f, v) => f.Action = v);

    public static KeywordField SubscriberId { get; } = Keyword(
        "subscriber_id", "Who: SUPI, VPN common name or user", f => f.SubscriberId, (f, v) => f.SubscriberId = v, indexed: true);

    public static KeywordField App { get; } = Keyword("app", "Application", f => f.App, (f, v) => f.App = v);

    public static KeywordField SrcHost { get; } = Keyword("src_host", "Host name of the source", f => f.SrcHost, (f, v) => f.SrcHost = v);

    public static KeywordField DstHost { get; } = Keyword(
        "dst_host", "Host name of the destination", f => f.DstHost, (f, v) => f.DstHost = v, indexed: true);

    public static KeywordField LogType { get; } = Keyword(
        "log_type", "Kind of firewall border the flow crossed", f => f.LogType, (f, v) => f.LogType = v);

    public static KeywordField ProjectId { get; } = Keyword(
        "project_id", "Project that owns the exporter", f => f.ProjectId, (f, v) => f.ProjectId = v);

    public static KeywordField FwInstanceId { get; } = Keyword(
        "fw_instance_id", "Firewall instance", f => f.FwInstanceId, (f, v) => f.FwInstanceId = v);

    public static KeywordField EnterpriseProjectId { get; } = Keyword(
        "enterprise_project_id", "Enterprise project", f => f.EnterpriseProjectId, (f, v) => f.EnterpriseProjectId = v);

    public static KeywordField VgwId { get; } = Keyword("vgw_id", "Virtual gateway", f => f.VgwId, (f, v) => f.VgwId = v);

    public static KeywordField Rule { get; } = Keyword("rule", "Firewall rule that decided", f => f.Rule, (f, v) => f.Rule = v);

    public static NumberField InIf { get; } = Number("in_if", MaxUnsigned, "Input interface index", f => f.InIf, (f, v) => f.InIf = v);

    public static NumberField OutIf { get; } = Number("out_if", MaxUnsigned, "Output interface index", f => f.OutIf, (f, v) => f.OutIf = v);

    public static NumberField SrcAs { get; } = Number("src_as", MaxUnsigned, "Autonomous system of the source", f => f.SrcAs, (f, v) => f.SrcAs = v);

    public static NumberField DstAs { get; } = Number(
        "dst_as", MaxUnsigned, "Autonomous system of the destination", f => f.DstAs, (f, v) => f.DstAs = v);

    public static NumberField Dscp { get; } = Number("dscp", 63, "Differentiated services code point", f => f.Dscp, (f, v) => f.Dscp = v);

    public static NumberField VlanId { get; } = Number("vlan_id", 4095, "VLAN", f => f.VlanId, (f, v) => f.VlanId = v);

    public static AddressField NextHop { get; } = new(
        "next_hop", "Next router", f => f.NextHop, (f, v) => f.NextHop = v) { Groupable = true };

    public static AddressField NatSrcIp { get; } = new(
        "nat_src_ip", "Source address after translation", f => f.NatSrcIp, (f, v) => f.NatSrcIp = v) { Groupable = true };

    public static AddressField NatDstIp { get; } = new(
        "nat_dst_ip", "Destination address after translation", f => f.NatDstIp, (f, v) => f.NatDstIp = v) { Groupable = true };

    public static NumberField NatSrcPort { get; } = Number(
        "nat_src_port", MaxPort, "Source port after translation", f => f.NatSrcPort, (f, v) => f.NatSrcPort = v);

    public static NumberField NatDstPort { get; } = Number(
        "nat_dst_port", MaxPort, "Destination port after translation", f => f.NatDstPort, (f, v) => f.NatDstPort = v);

    public static KeywordField SrcRegion { get; } = Keyword(
        "src_region", "Region of the source, from the inventory", f => f.SrcRegion, (f, v) => f.SrcRegion = v);

    public static KeywordField DstRegion { get; } = Keyword(
        "dst_region", "Region of the destination, from the inventory", f => f.DstRegion, (f, v) => f.DstRegion = v);

    public static KeywordField SrcCountry { get; } = Keyword(
        "src_country", "Country of the source, from the inventory", f => f.SrcCountry, (f, v) => f.SrcCountry = v);

    public static KeywordField DstCountry { get; } = Keyword(
        "dst_country", "Country of the destination, from the inventory", f => f.DstCountry, (f, v) => f.DstCountry = v);

    public static KeywordField AssetName { get; } = Keyword(
        "asset_name", "Asset at the inside end, from the inventory", f => f.AssetName, (f, v) => f.AssetName = v);

    public static KeywordField AssetKind { get; } = Keyword(
        "asset_kind", "Kind of that asset", f => f.AssetKind, (f, v) => f.AssetKind = v);

    public static KeywordListField AssetTags { get; } = new(
        "asset_tags", "Tags of that asset", f => f.AssetTags, (f, v) => f.AssetTags = v);

    public static AddressField ThreatIp { get; } = new(
        "threat_ip", "Endpoint that a threat list names", f => f.ThreatIp, (f, v) => f.ThreatIp = v) { Groupable = true };

    public static KeywordField ThreatHost { get; } = Keyword(
        "threat_host", "Host of that endpoint", f => f.ThreatHost, (f, v) => f.ThreatHost = v);

    public static KeywordField ThreatList { get; } = Keyword(
        "threat_list", "Threat list that names it", f => f.ThreatList, (f, v) => f.ThreatList = v);

    /// <summary>Made by merging; of stores and their sums alone.</summary>
    public static NumberField Messages { get; } = new(
        "messages", FieldType.Integer, MergeRule.Derived, 1, "1 in the first row of a message from its exporter: their sum counts messages",
        f => f.BeginsMessage ? 1 : null, (f, v) => f.BeginsMessage = v == 1) { Filterable = false };

    /// <summary>Engines that cannot group by two addresses fast store it; others derive it.</summary>
    public static KeywordField Pair { get; } = new(
        "pair", MergeRule.Derived, "src → dst, for top conversations", f => f.Pair, ReadOnly) { Groupable = true, Filterable = false };

    public static IdentityField Id { get; } = new("id", FieldType.Keyword, "Identity of the row, made from its message");

    public static IdentityField Tie { get; } = new("tie", FieldType.Integer, "Orders rows that tie: 4 bytes of the id's hash");

    /// <summary>Every field.</summary>
    public static IReadOnlyList<Field> All { get; } =
    [
        Timestamp, FirstSeen, LastSeen, SrcIp, DstIp, ExporterIp, SrcPort, DstPort, Protocol, TcpFlags, Version,
        Bytes, Packets, RequestBytes, ResponseBytes, FlowCount, Direction, Action, SubscriberId, App, SrcHost, DstHost,
        LogType, ProjectId, FwInstanceId, EnterpriseProjectId, VgwId, Rule, InIf, OutIf, SrcAs, DstAs, Dscp, VlanId,
        NextHop, NatSrcIp, NatDstIp, NatSrcPort, NatDstPort, SrcRegion, DstRegion, SrcCountry, DstCountry,
        AssetName, AssetKind, AssetTags, ThreatIp, ThreatHost, ThreatList, Messages, Pair, Id, Tie,
    ];

    /// <summary>The fields a message may supply.</summary>
    public static IReadOnlyList<Field> Supplied { get; } = [.. All.Where(field => field.Merge != MergeRule.Derived)];

    /// <summary>The fields that keep flows apart when they are merged.</summary>
    public static IReadOnlyList<Field> Keys { get; } = [.. All.Where(field => field.Merge == MergeRule.Key)];

    public static FrozenDictionary<string, Field> ByName { get; } = All.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    private static NumberField Number(string name, int max, string meaning, Func<Flow, int?> get, Action<Flow, int> set, bool indexed = false) =>
        new(name, FieldType.Integer, MergeRule.Key, max, meaning, f => get(f), (f, v) => set(f, (int)v)) { Groupable = true, Indexed = indexed };

    /// <summary>A number of 32 bits without sign: the engines' integer has one.</summary>
    private static NumberField Number(string name, long max, string meaning, Func<Flow, long?> get, Action<Flow, long> set) =>
        new(name, FieldType.Long, MergeRule.Key, max, meaning, get, set) { Groupable = true };

    private static NumberField Sum(string name, string meaning, Func<Flow, long?> get, Action<Flow, long> set, bool indexed = false) =>
        new(name, FieldType.Long, MergeRule.Sum, NumberField.MaxExact, meaning, get, set) { Indexed = indexed };

    private static KeywordField Keyword(string name, string meaning, Func<Flow, string?> get, Action<Flow, string> set, bool indexed = false) =>
        new(name, MergeRule.Key, meaning, get, set) { Groupable = true, Indexed = indexed };

    private static void ReadOnly<T>(Flow flow, T value) => throw new InvalidOperationException("a derived field cannot be set");
}
