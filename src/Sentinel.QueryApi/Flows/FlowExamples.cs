using Sentinel.QueryApi.Documenting;

namespace Sentinel.QueryApi.Flows;

/// <summary>What the API's document shows of the dialect.</summary>
internal static class FlowExamples
{
    public static Example Page { get; } = new("largest", "?sort=bytes&order=desc&limit=10",
        """
        {
          "total": 1, "offset": 0, "limit": 10,
          "flows": [
            {
              "id": "AcO-LyoW1wVxN8aH", "timestamp": 1776340800000, "window_start": 1776340740000, "window_end": 1776340800000,
              "src_ip": "10.0.0.5", "dst_ip": "1.1.1.1", "src_hostname": null, "dst_hostname": "one.one.one.one", "src_port": 50000, "dst_port": 443,
              "protocol": 6, "protocol_name": "TCP", "bytes": 54302, "packets": 87, "tcp_flags": 24, "first_seen_ms": 1776340745123, "last_seen_ms": 1776340799845,
              "exporter_ip": "10.0.0.1", "version": 9, "direction": "outbound", "action": "allow", "subscriber_id": null, "app": null, "flow_count": 1,
              "request_bytes": 54302, "response_bytes": 0
            }
          ],
          "next": null
        }
        """);

    public static Example TopTalkers { get; } = new("pairs", "?window_secs=3600&by=bytes&dim=pair",
        """
        [
          { "key": "10.0.0.5 → 142.250.72.46", "bytes": 4823091823, "packets": 3921047, "flow_count": 147 },
          { "key": "10.0.0.18 → 1.1.1.1", "bytes": 2104832019, "packets": 1478293, "flow_count": 203 }
        ]
        """);

    public static Example Protocols { get; } = new("hour", "?window_secs=3600",
        """
        [
          { "protocol": "TCP", "bytes": 18390482192, "packets": 14829103, "flow_count": 8294 },
          { "protocol": "UDP", "bytes": 2938471029, "packets": 4821093, "flow_count": 3021 },
          { "protocol": "ICMP", "bytes": 82031, "packets": 1921, "flow_count": 84 }
        ]
        """);
}
