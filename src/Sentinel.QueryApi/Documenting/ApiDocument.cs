using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace Sentinel.QueryApi.Documenting;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>, made from the endpoints themselves.</summary>
internal static class ApiDocument
{
    private const string Scheme = "Bearer";

    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new()
                {
                    Title = "Sentinel",
                    Version = "v1",
                    Description = "Network flows: published once, counted once, asked for over HTTP. Times are UTC in epoch ms. "
                        + "Errors are RFC 9457 problems; `errors` names every wrong parameter. Every answer carries `X-Request-Id`.",
                };
                // The address is the caller's own: the document does not guess it.
                document.Servers = [];
                document.Components ??= new();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
                {
                    [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Authorization: Bearer TOKEN" },
                };
                document.Security = [new() { [new(Scheme, document)] = [] }];
                return Task.CompletedTask;
            });
            // The scope stands where OAuth has its scopes: OpenAPI 3.1 allows it for every scheme.
            options.AddOperationTransformer((operation, context, _) =>
            {
                var policies = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(one => one.Policy).OfType<string>().ToList();
                if (policies.Count > 0) operation.Security = [new() { [new(Scheme, context.Document)] = policies }];
                return Task.CompletedTask;
            });
        });
}
