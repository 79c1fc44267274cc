using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sentinel.Hosting.Watching;

/// <summary>Open to all, and say no more than one word; the log has the reason.</summary>
public static class Probes
{
    /// <summary>The program answers at all: where it does not, start it again.</summary>
    public const string Live = "/health/live";

    /// <summary>Also what it stands on answers: where it does not, wait.</summary>
    public const string Ready = "/health/ready";

    /// <summary>Of the checks that readiness depends on: MassTransit's word too, whose check of the queue comes with its bus.</summary>
    internal const string ReadyTag = "ready";

    /// <summary>What answers in part is not ready: MassTransit calls a bus degraded whose broker has gone away.</summary>
    private static readonly Dictionary<HealthStatus, int> Codes = new()
    {
        [HealthStatus.Healthy] = StatusCodes.Status200OK,
        [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable,
        [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
    };

    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        Map(Live, _ => false);
        Map(Ready, check => check.Tags.Contains(ReadyTag));

        void Map(string path, Func<HealthCheckRegistration, bool> asks) =>
            routes.MapHealthChecks(path, new() { Predicate = asks, ResponseWriter = WriteAsync, ResultStatusCodes = Codes }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(report.Status == HealthStatus.Healthy ? """{"status":"healthy"}""" : """{"status":"unhealthy"}""");
    }
}
