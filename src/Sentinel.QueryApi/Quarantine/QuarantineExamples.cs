using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sentinel.QueryApi.Documenting;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>What the API's document shows of the quarantine: a record that was ahead of the clock.</summary>
internal static class QuarantineExamples
{
    public const string MessageId = "019ab1f0-7c1e-7d3a-9a52-3f0a6c1d2e4b";

    /// <summary>As it was received.</summary>
    public const string Record = """{"src_ip":"10.0.0.5","dst_ip":"1.1.1.1","bytes":54302,"packets":87,"last_seen":1795177800000}""";

    private const string Id = "GkpT2h3Sk7-PNB-aZYD4Tw";
    private const string Reason = "time more than 10 min ahead: 2026-11-20T12:30Z";

    private static readonly string RecordText = JsonValue.Create(Record).ToJsonString();

    public static Example Summary { get; } = new("summary", "?cause=ahead&limit=1",
        $$"""
        {
          "total": 1,
          "causes": [
            {
              "cause": "ahead", "count": 1, "oldest": 1795176000000, "newest": 1795176000000,
              "samples": [{ "id": "{{Id}}", "reason": "{{Reason}}", "record": {{RecordText}}, "message_id": "{{MessageId}}/0", "received_at": 1795176000000 }]
            }
          ]
        }
        """);

    public static Example Shown { get; } = new("record", "",
        $$"""
        {
          "id": "{{Id}}", "cause": "ahead", "reason": "{{Reason}}", "record": {{RecordText}}, "message_id": "{{MessageId}}/0", "received_at": 1795176000000,
          "row": { "id": "{{Id}}", "place": 0, "records": 1 }, "exporter_ip": "10.0.0.1", "timestamp": null
        }
        """) { PathValue = Id };

    public static Example Resent { get; } = new("ahead", "", """{ "resent": 1, "left": 0, "next": null, "not_resent": [] }""");

    public static Example ResentOne { get; } = Resent with { Name = "record", PathValue = Id };

    public static Example Purged { get; } = new("ahead", "?cause=ahead", """{ "purged": 1 }""");

    public static void DescribeResend(OpenApiOperation operation) =>
        operation.RequestBody!.Content!["application/json"].Example = new JsonObject { ["cause"] = "ahead" };
}
