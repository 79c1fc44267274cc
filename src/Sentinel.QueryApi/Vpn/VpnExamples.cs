using Sentinel.QueryApi.Documenting;

namespace Sentinel.QueryApi.Vpn;

/// <summary>What the API's document shows of the dialect.</summary>
internal static class VpnExamples
{
    public static Example Analytics { get; } = new("day", "?range=24h",
        """
        {
          "success": true, "timestamp": "2026-01-09 12:00:00", "range": "24h",
          "data": {
            "global_history_24h": [{ "timestamp": "2026-01-09 11:45:00", "total_rx": 102400, "total_tx": 51200, "active_count": 5 }],
            "max_concurrent_24h": 12,
            "top_clients_24h": [{ "common_name": "user-alice", "total_rx": 1000, "total_tx": 500, "total": 1500 }],
            "traffic_distribution": { "rx": 1000, "tx": 500 }
          }
        }
        """);

    public static Example Client { get; } = new("hour", "?range=1h",
        """
        {
          "success": true,
          "data": {
            "common_name": "user-alice", "status": "Active",
            "current_rates": { "recv_mbps": 1.5, "sent_mbps": 0.2 }, "totals": { "received_mb": 500.25, "sent_mb": 120.1 },
            "history": [{ "timestamp": "2026-01-09 11:30:00", "bytes_received": 5000, "bytes_sent": 2000, "bytes_received_rate_mbps": 0.5, "bytes_sent_rate_mbps": 0.1 }],
            "meta": { "resolution_used": "usage_history_hires", "record_count": 120 }
          }
        }
        """)
    { PathValue = "user-alice" };

    public static Example Clients { get; } = new("all", "",
        """{ "success": true, "count": 1, "data": [{ "common_name": "user-alice", "status": "Active", "current_recv_rate_mbps": 1.5, "total_received_mb": 500.2 }] }""");

    public static Example System { get; } = new("system", "",
        """{ "success": true, "data": { "total_clients": 15, "active_clients": 3, "total_received_gb": 10.0, "total_sent_gb": 5.0 } }""");

    public static Example Names { get; } = new("names", "", """{ "success": true, "data": [{ "common_name": "user-alice", "status": "Active" }] }""");

    public static Example Certificates { get; } = new("certificates", "",
        """{ "success": true, "data": [{ "file": "user-alice.crt", "days_remaining": "360 days", "is_expired": false }] }""");
}
