using System.Text.Json.Nodes;
using Sentinel.Contracts;

namespace Sentinel.QueryApi.Tests.Firewall;

/// <summary>What the dialect should answer, by plain LINQ over the rows.</summary>
internal static class Judge
{
    private static readonly string[] Private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10"];

    public static IEnumerable<string> Items => Keys.Keys;

    private static Dictionary<string, Func<Flow, FieldValue?>> Keys { get; } = new(StringComparer.Ordinal)
    {
        ["src_ip"] = flow => flow.SrcIp,
        ["dst_ip"] = flow => flow.DstIp,
        ["dst_port"] = flow => flow.DstPort,
        ["protocol"] = flow => flow.Protocol,
        ["dst_host"] = flow => Word(flow.DstHost),
        ["app"] = flow => Word(flow.App),
        ["dst_region_name"] = flow => Word(flow.DstRegion),
        ["src_region_name"] = flow => Word(flow.SrcRegion),
        ["risk_ip"] = flow => flow.ThreatIp is { } address ? address : default(FieldValue?),
        ["risk_host"] = flow => Word(flow.ThreatHost),
        ["open_port"] = flow => IsOpenPort(flow) ? flow.DstPort : null,
    };

    public static bool IsOpenPort(Flow flow) => flow is { Direction: "inbound", Action: "allow" };

    /// <summary>Null where a flow has no asset.</summary>
    public static bool? IsPrivate(Flow flow) => flow.Direction switch
    {
        "outbound" => Array.Exists(Private, prefix => Prefix.Parse(prefix).Contains(flow.SrcIp)),
        "inbound" => Array.Exists(Private, prefix => Prefix.Parse(prefix).Contains(flow.DstIp)),
        _ => null,
    };

    public static IEnumerable<FlowRow> NewestFirst(IEnumerable<FlowRow> rows) => rows
        .OrderByDescending(row => row.Flow.LastSeen).ThenByDescending(row => row.Id.Tie).ThenByDescending(row => row.Flow.SrcIp.Number).ThenByDescending(row => row.Flow.SrcPort);

    public static JsonObject Page(IEnumerable<FlowRow> rows, int offset, int limit)
    {
        var all = NewestFirst(rows).ToList();
        return Data(new()
        {
            ["limit"] = limit,
            ["records"] = new JsonArray([.. all.Skip(offset).Take(limit).Select(Record)]),
            ["total"] = all.Count,
        });
    }

    public static JsonObject Statistics(IEnumerable<FlowRow> rows, string item, int size)
    {
        var groups = rows.Select(row => (Key: Keys[item](row.Flow), Row: row)).Where(one => one.Key is not null)
            .GroupBy(one => one.Key!.Value, one => one.Row).ToList();
        return Data(new()
        {
            ["records"] = new JsonArray(
            [
                .. groups.OrderByDescending(Sessions).ThenByDescending(group => group.Sum(row => row.Flow.Bytes)).ThenBy(group => group.Key)
                    .Take(Math.Min(size, 10)).Select(group => Statistic(item, group.Key, [.. group])),
            ]),
            ["total"] = groups.Count,
        });
    }

    private static JsonObject Record(FlowRow row)
    {
        var flow = row.Flow;
        return WithoutNulls(new()
        {
            ["app"] = flow.App,
            ["bytes"] = flow.Bytes,
            ["direction"] = flow.Direction switch { "outbound" => "in2out", "inbound" => "out2in", _ => null },
            ["dst_host"] = flow.DstHost,
            ["dst_ip"] = flow.DstIp.ToString(),
            ["dst_port"] = flow.DstPort,
            ["end_time"] = flow.LastSeen,
            ["log_id"] = row.Id.ToString(),
            ["packets"] = flow.Packets,
            ["protocol"] = ProtocolOf(flow.Protocol),
            ["src_ip"] = flow.SrcIp.ToString(),
            ["src_port"] = flow.SrcPort,
            ["start_time"] = flow.FirstSeen,
        });
    }

    private static JsonObject Statistic(string item, FieldValue key, List<FlowRow> rows)
    {
        var protocols = rows.Select(row => row.Flow.Protocol).Distinct().ToList();
        var address = item is "src_ip" or "dst_ip" or "risk_ip" ? key.AsAddress() : (Address?)null;
        var flows = NewestFirst(rows).Select(row => row.Flow).ToList();
        var asset = flows.Find(flow => flow.AssetName is not null && (flow.Direction is "outbound" ? flow.SrcIp : flow.Direction is "inbound" ? flow.DstIp : (Address?)null) is { } inside && inside == address);
        var region = flows.Find(flow => (flow.SrcIp == address && flow.SrcRegion is not null) || (flow.DstIp == address && flow.DstRegion is not null));
        return WithoutNulls(new()
        {
            ["apps"] = List(rows, item is "app", flow => Word(flow.App)),
            ["associate_instance_type"] = asset?.AssetKind,
            ["device_name"] = asset?.AssetName,
            ["dst_ip"] = List(rows, item is "dst_ip", flow => flow.DstIp),
            ["item"] = item is "protocol" ? ProtocolOf((int)key.AsNumber()) : key.ToString(),
            ["last_time"] = rows.Max(row => row.Flow.LastSeen),
            ["ports"] = List(rows, item is "dst_port" or "open_port", flow => flow.DstPort),
            ["protocol"] = protocols.Count == 1 ? ProtocolOf(protocols[0]) : null,
            ["region"] = region is null ? null : region.SrcIp == address && region.SrcRegion is { } source ? source : region.DstRegion,
            ["request_byte"] = rows.Sum(row => row.Flow.RequestBytes),
            ["response_byte"] = rows.Sum(row => row.Flow.ResponseBytes),
            ["sessions"] = Sessions(rows),
            ["src_ip"] = List(rows, item is "src_ip", flow => flow.SrcIp),
            ["tags"] = asset?.AssetTags is { Count: > 0 } tags ? string.Join(';', tags) : null,
        });
    }

    private static FieldValue? Word(string? word) => word is null ? default(FieldValue?) : FieldValue.FromKeyword(word);

    private static JsonArray? List(List<FlowRow> rows, bool isOwn, Func<Flow, FieldValue?> of)
    {
        var values = rows.Where(row => of(row.Flow) is not null).GroupBy(row => of(row.Flow)!.Value)
            .OrderByDescending(Sessions).ThenBy(group => group.Key).Take(5)
            .Select(group => new JsonObject { ["key"] = group.Key.ToString(), ["value"] = Sessions(group) }).ToList();
        return isOwn || values.Count == 0 ? null : [.. values];
    }

    private static long Sessions(IEnumerable<FlowRow> rows) => rows.Sum(row => row.Flow.FlowCount);

    private static string ProtocolOf(int protocol) => protocol == 58 ? "ICMPv6" : Protocols.NameOf(protocol);

    private static JsonObject Data(JsonObject data) => new() { ["data"] = data };

    private static JsonObject WithoutNulls(JsonObject members)
    {
        foreach (var (name, _) in members.Where(member => member.Value is null).ToList()) members.Remove(name);
        return members;
    }
}
