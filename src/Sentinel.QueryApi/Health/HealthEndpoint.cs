using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.Hosting.Watching;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Security;

namespace Sentinel.QueryApi.Health;

/// <summary>Open to all, and says no more than whether the store answers.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/health", AskAsync).AllowAnonymous().WithName("Health").WithTags("Health")
            .WithSummary("Whether the store answers; needs no token")
            .Describe(operation => operation.Security = [])
            .Produces<HealthAnswer>()
            .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable)
            .WithExamples(new Example("healthy", "", """{ "status": "healthy" }"""));

    private static async Task<JsonHttpResult<HealthAnswer>> AskAsync(HttpContext context, [FromKeyedServices(Dependency.Store)] Dependency store)
    {
        if (await store.AnswersAsync(context.RequestAborted)) return TypedResults.Json(new HealthAnswer("healthy"));
        Problems.SetRetryAfter(context);
        return TypedResults.Json(new HealthAnswer("unhealthy"), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

internal sealed record HealthAnswer(string Status);
