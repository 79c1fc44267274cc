using System.Text.Json.Nodes;
using Sentinel.Contracts;

namespace Sentinel.QueryApi.Tests.Flows;

/// <summary>What the native dialect should answer, by plain LINQ over the rows.</summary>
internal static class Judge
{
    public static JsonObject Flow(FlowRow row)
    {
        var flow = row.Flow;
        var start = flow.LastSeen / 60_000 * 60_000;
        return new()
        {
            ["id"] = row.Id.ToString(),
            ["timestamp"] = start + 60_000,
            ["window_start"] = start,
            ["window_end"] = start + 60_000,
            ["src_ip"] = flow.SrcIp.ToString(),
            ["dst_ip"] = flow.DstIp.ToString(),
            ["src_hostname"] = flow.SrcHost,
            ["dst_hostname"] = flow.DstHost,
            ["src_port"] = flow.SrcPort,
            ["dst_port"] = flow.DstPort,
            ["protocol"] = flow.Protocol,
            ["protocol_name"] = Protocols.NameOf(flow.Protocol),
            ["bytes"] = flow.Bytes,
            ["packets"] = flow.Packets,
            ["tcp_flags"] = flow.TcpFlags,
            ["first_seen_ms"] = flow.FirstSeen,
            ["last_seen_ms"] = flow.LastSeen,
            ["exporter_ip"] = flow.ExporterIp.ToString(),
            ["version"] = flow.Version,
            ["direction"] = flow.Direction,
            ["action"] = flow.Action,
            ["subscriber_id"] = flow.SubscriberId,
            ["app"] = flow.App,
            ["flow_count"] = flow.FlowCount,
            ["request_bytes"] = flow.RequestBytes,
            ["response_bytes"] = flow.ResponseBytes,
        };
    }

    public static IEnumerable<FlowRow> Ordered(IEnumerable<FlowRow> rows, string sort, bool descending)
    {
        var ascending = rows
            .OrderBy(row => sort switch { "bytes" => row.Flow.Bytes, "packets" => row.Flow.Packets, _ => row.Flow.LastSeen / 60_000 })
            .ThenBy(row => row.Flow.LastSeen).ThenBy(row => row.Id.Tie).ThenBy(row => row.Flow.SrcIp.Number).ThenBy(row => row.Flow.SrcPort);
        return descending ? ascending.Reverse() : ascending;
    }

    public static bool Overlaps(Flow flow, long? from, long? to)
    {
        var start = flow.LastSeen / 60_000 * 60_000;
        return !(start + 60_000 <= from) && !(start >= to);
    }

    public static JsonArray Top(IEnumerable<FlowRow> rows, Field dimension, string by, int limit, string keyName = "key")
    {
        var groups = rows
            .Select(row => (Key: dimension.ValueIn(row), row.Flow))
            .Where(entry => entry.Key is not null)
            .GroupBy(entry => entry.Key!.Value, entry => entry.Flow)
            .Select(group => (group.Key, Bytes: Sum(group, flow => flow.Bytes), Packets: Sum(group, flow => flow.Packets), Flows: Sum(group, flow => flow.FlowCount)))
            .OrderByDescending(group => string.Equals(by, "packets", StringComparison.Ordinal) ? group.Packets : group.Bytes)
            .ThenBy(group => group.Key)
            .Take(limit);
        return [.. groups.Select(group => new JsonObject
        {
            [keyName] = dimension == FlowFields.Protocol ? Protocols.NameOf((int)group.Key.AsNumber()) : group.Key.ToString(),
            ["bytes"] = Answers.Number(group.Bytes),
            ["packets"] = Answers.Number(group.Packets),
            ["flow_count"] = Answers.Number(group.Flows),
        })];
    }

    public static Int128 Sum(IEnumerable<Flow> flows, Func<Flow, long> of) => flows.Aggregate((Int128)0, (sum, flow) => sum + of(flow));
}
