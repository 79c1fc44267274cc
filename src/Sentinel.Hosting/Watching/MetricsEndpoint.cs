using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.Hosting.Watching;

public static class MetricsEndpoint
{
    public const string Path = "/metrics";

    /// <summary>
    /// The program's own counts, from here on: to be mapped before anything else, since what is made on the way may count. Who may read them is for
    /// the caller to say.
    /// </summary>
    public static RouteHandlerBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        var metrics = routes.ServiceProvider.GetRequiredService<MetricsReader>();
        return routes.MapGet(Path, () => Results.Text(metrics.Read(), PrometheusText.ContentType)).ExcludeFromDescription();
    }
}
