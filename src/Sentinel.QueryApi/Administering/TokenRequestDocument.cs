using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sentinel.QueryApi.Tokens;

namespace Sentinel.QueryApi.Administering;

/// <summary>What the API's document says of a request for a token.</summary>
internal static class TokenRequestDocument
{
    public static void Describe(OpenApiOperation operation) => operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/json"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(StringComparer.Ordinal) { "name", "scopes" },
                    AdditionalPropertiesAllowed = false,
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                    {
                        ["name"] = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = TokenRequest.MaxNameLength },
                        ["scopes"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Array,
                            MinItems = 1,
                            UniqueItems = true,
                            Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Scopes.All.Select(scope => (JsonNode)scope)] },
                        },
                        ["expires"] = new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Format = "int64", Description = "Epoch ms" },
                        ["filter"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object | JsonSchemaType.Null,
                            MaxProperties = TokenFilter.MaxFields,
                            Description = "Fields of the record, and the value each must have; an address or a prefix, a number, a word",
                        },
                    },
                },
                Example = JsonNode.Parse(AdministeringExamples.TokenRequest),
            },
        },
    };
}
