using Sentinel.QueryApi.Documenting;

namespace Sentinel.QueryApi.Firewall;

/// <summary>What the API's document shows of the dialect.</summary>
internal static class FirewallExamples
{
    public static Example Logs { get; } = new(
        "page", "?fw_instance_id=2af58b7c-893c-4453-a984-bdd9b1bd6318&start_time=1663555012000&end_time=1664159798000&limit=10",
        """
        {
          "data": {
            "limit": 10,
            "records": [
              {
                "app": "SSH", "bytes": 34, "direction": "out2in", "dst_ip": "100.95.148.49", "dst_port": 22, "end_time": 1664155493000, "log_id": "AabxzTq8Vn8yaaXH",
                "packets": 25, "protocol": "TCP", "src_ip": "100.93.27.17", "src_port": 49634, "start_time": 1664155428000
              }
            ],
            "total": 1
          }
        }
        """) { PathValue = "9d80d070b6d44942af73c9c3d38e0429" };

    public static Example Statistics { get; } = new(
        "hosts", "?fw_instance_id=c598d612-8112-465c-bffd-863d4ce85a50&log_type=internet&direction=in2out&item=dst_host&start_time=1750746800000&end_time=1751355599000&size=10",
        """
        {
          "data": {
            "records": [
              {
                "apps": [{ "key": "HTTP", "value": 11 }], "dst_ip": [{ "key": "93.184.216.34", "value": 11 }], "item": "www.test.com", "last_time": 1751355533000,
                "ports": [{ "key": "8080", "value": 11 }], "protocol": "TCP", "request_byte": 5357, "response_byte": 4862, "sessions": 11,
                "src_ip": [{ "key": "10.0.0.5", "value": 11 }]
              }
            ],
            "total": 1
          }
        }
        """) { PathValue = "a16df7cf1d094befa6bbc72cbf51e93a" };
}
