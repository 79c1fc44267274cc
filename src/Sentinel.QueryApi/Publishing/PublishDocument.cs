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
                ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object }, Example = JsonNode.Parse(PublishExamples.Batch) },
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
}
