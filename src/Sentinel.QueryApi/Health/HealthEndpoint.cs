using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Security;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Health;

/// <summary>Open to all, and says no more than whether the store answers.</summary>
internal static partial class HealthEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/health", AskAsync).AllowAnonymous().WithName("Health").WithTags("Health")
            .WithSummary("Whether the store answers; needs no token")
            .Describe(operation => operation.Security = [])
            .Produces<HealthAnswer>()
            .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<JsonHttpResult<HealthAnswer>> AskAsync(HttpContext context, IFlowDays days, ILogger<HealthAnswer> logger)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        bound.CancelAfter(Patience);
        try
        {
            await days.ListAsync(bound.Token);
            return TypedResults.Json(new HealthAnswer("healthy"));
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            Log.Unhealthy(logger, failure);
            Problems.SetRetryAfter(context);
            return TypedResults.Json(new HealthAnswer("unhealthy"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Warning, "The store does not answer")]
        public static partial void Unhealthy(ILogger logger, Exception failure);
    }
}

internal sealed record HealthAnswer(string Status);
