using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sentinel.QueryApi.Documenting;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>What the API's document shows of the dialect.</summary>
internal static class ReportExamples
{
    private const string First =
        """
        {
          "id": 1, "subscriber_id": "001019756139935", "source_ip": "192.168.1.100", "destination_ip": "8.8.8.8", "source_port": 10000, "destination_port": 53,
          "protocol": 17, "packets": 100, "bytes": 5000, "start_time": "2025-02-22T10:30:00.000Z", "end_time": "2025-02-22T10:30:01.000Z",
          "direction": "uplink", "action": "allow"
        }
        """;

    private const string Second =
        """
        {
          "id": 2, "subscriber_id": "001019756139936", "source_ip": "192.168.1.101", "destination_ip": "1.1.1.1", "source_port": 20000, "destination_port": 443,
          "protocol": 6, "packets": 800, "bytes": 40000, "start_time": "2025-02-23T08:00:00.000Z", "end_time": "2025-02-23T08:05:00.000Z",
          "direction": "downlink", "action": "allow"
        }
        """;

    private const string Days = "start=2025-02-22&end=2025-02-23";

    public static IReadOnlyList<Example> OfList { get; } =
    [
        new("page", $"?destination=:53&direction=uplink&{Days}", $$$"""{"result": {"items": [{{{First}}}], "page": 1, "per_page": 25, "total_count": 1}}"""),
        new("day", $"?group_by=day&{Days}", $$"""{"result": [{"2025-02-22": [{{First}}]}, {"2025-02-23": [{{Second}}]}]}"""),
        new("subscriber", $"?group_by=subscriber&{Days}", $$"""{"result": [{"001019756139935": [{{First}}]}, {"001019756139936": [{{Second}}]}]}"""),
    ];

    public static Example Stats { get; } = new(
        "stats", $"?{Days}", """{"result": {"protocols": [{"protocol": 6, "count": 150}, {"protocol": 17, "count": 75}], "top_destinations_uplink": [{"ip": "8.8.8.8", "count": 50}]}}""");

    public static Example Clear { get; } = Message("clear", "All flow reports cleared successfully");

    public static Example Retention { get; } = new("retention", "", """{"result": {"days": 7}}""");

    public static Example SetRetention { get; } = Message("set", "Flow reports retention policy updated successfully");

    public static void DescribeRetention(OpenApiOperation operation) => operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/json"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                    {
                        ["days"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = int.MaxValue.ToString(CultureInfo.InvariantCulture) },
                    },
                },
                Example = new JsonObject { ["days"] = 7 },
            },
        },
    };

    private static Example Message(string name, string message) => new(name, "", $$$"""{"result": {"message": "{{{message}}}"}}""");
}
