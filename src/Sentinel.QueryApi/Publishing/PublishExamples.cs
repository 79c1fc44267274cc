using Sentinel.QueryApi.Documenting;

namespace Sentinel.QueryApi.Publishing;

/// <summary>What the API's document shows of publishing.</summary>
internal static class PublishExamples
{
    private const string Id = "019ab1f0-7c1e-7d3a-9a52-3f0a6c1d2e4b";

    public const string Batch =
        $$"""
        {
          "batch_id": "{{Id}}", "exporter_ip": "10.0.0.1",
          "flows": [
            {
              "first_seen": 1776340745123, "last_seen": 1776340799845, "src_ip": "10.0.0.5", "dst_ip": "1.1.1.1", "src_port": 50000, "dst_port": 443,
              "protocol": 6, "bytes": 54302, "packets": 87
            }
          ]
        }
        """;

    public static Example Taken { get; } = new("batch", "", $$"""{ "batch_id": "{{Id}}", "flows": 1 }""");
}
