using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Sentinel.QueryApi.Publishing;

/// <summary>What the API's document says of a published body, which no type of ours stands for.</summary>
internal static class PublishDocument
{
    public static void Describe(OpenApiOperation operation)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "Any form that the queue takes, too. A flow needs src_ip, dst_ip and one time.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object }, Example = Batch() },
                ["application/x-ndjson"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
        operation.Parameters =
        [
            Header(BatchId.KeyHeader, "The id under which the body counts once, 1 to 200 visible ASCII characters; else its batch_id, else its SHA-256"),
            Header("Content-Encoding", "gzip, or absent"),
        ];
    }

    private static OpenApiParameter Header(string name, string meaning) =>
        new() { Name = name, In = ParameterLocation.Header, Description = meaning, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static JsonObject Batch() => new()
    {
        ["batch_id"] = "019ab1f0-7c1e-7d3a-9a52-3f0a6c1d2e4b",
        ["exporter_ip"] = "10.0.0.1",
        ["flows"] = new JsonArray(new JsonObject
        {
            ["first_seen"] = 1776340745123,
            ["last_seen"] = 1776340799845,
            ["src_ip"] = "10.0.0.5",
            ["dst_ip"] = "1.1.1.1",
            ["src_port"] = 50000,
            ["dst_port"] = 443,
            ["protocol"] = 6,
            ["bytes"] = 54302,
            ["packets"] = 87,
        }),
    };
}
