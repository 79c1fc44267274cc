using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Sentinel.QueryApi.Requests;

namespace Sentinel.QueryApi.Documenting;

/// <summary>What the API's document says of an endpoint beyond what its signature tells.</summary>
internal static class EndpointDocument
{
    public static RouteHandlerBuilder WithQueryParameters(this RouteHandlerBuilder endpoint, IReadOnlyList<QueryParameter> parameters) =>
        endpoint.Describe(operation => operation.Parameters = [.. operation.Parameters ?? [], .. parameters.Select(Of)]);

    public static RouteHandlerBuilder WithAnswerHeaders(this RouteHandlerBuilder endpoint, params IReadOnlyList<AnswerHeader> headers) =>
        endpoint.Describe(operation =>
        {
            var answer = (OpenApiResponse)operation.Responses!.First(response => response.Key.StartsWith('2')).Value;
            answer.Headers = headers.ToDictionary(header => header.Name, IOpenApiHeader (header) => Of(header), StringComparer.Ordinal);
        });

    /// <summary>Shows what requests are answered with; a summary says the request, as it would be sent.</summary>
    public static RouteHandlerBuilder WithExamples(this RouteHandlerBuilder endpoint, params IReadOnlyList<Example> examples) =>
        endpoint.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var answer = (OpenApiResponse)operation.Responses!.First(response => response.Key.StartsWith('2')).Value;
            answer.Content!["application/json"].Examples = examples.ToDictionary(
                example => example.Name,
                IOpenApiExample (example) => new OpenApiExample
                {
                    Summary = example.RequestTo(context.Description.HttpMethod, context.Description.RelativePath!.TrimEnd('/')),
                    Value = JsonNode.Parse(example.Answer),
                },
                StringComparer.Ordinal);
            return Task.CompletedTask;
        });

    /// <summary>The errors that no handler writes, which every endpoint may answer.</summary>
    public static TBuilder ProducesFailures<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.ProducesFailures(typeof(ProblemDetails), "application/problem+json");

    /// <inheritdoc cref="ProducesFailures{TBuilder}(TBuilder)"/>
    /// <param name="shape">What the dialect's errors are.</param>
    /// <param name="storeAway">The status that the dialect has for it.</param>
    public static TBuilder ProducesFailures<TBuilder>(
        this TBuilder endpoint, Type shape, string contentType = "application/json", int storeAway = StatusCodes.Status503ServiceUnavailable)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in new[]
        {
            StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, storeAway,
        })
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, shape, [contentType]));
        return endpoint;
    }

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, Action<OpenApiOperation> describe) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            describe(operation);
            return Task.CompletedTask;
        });

    private static IOpenApiParameter Of(QueryParameter parameter)
    {
        var schema = parameter.Schema();
        schema.Default = ValueOf(parameter.Default, schema);
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Meaning,
            Schema = schema,
            Example = ValueOf(parameter.Example, schema),
        };
    }

    private static OpenApiHeader Of(AnswerHeader header) =>
        new() { Description = header.Meaning, Schema = new OpenApiSchema { Type = header.IsText ? JsonSchemaType.String : JsonSchemaType.Integer } };

    private static JsonNode? ValueOf(string? text, OpenApiSchema schema) =>
        text is null ? null
        : schema.Type == JsonSchemaType.Integer ? long.Parse(text, CultureInfo.InvariantCulture)
        : (JsonNode)text;
}
