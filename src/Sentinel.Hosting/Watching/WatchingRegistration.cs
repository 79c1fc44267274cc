using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Sentinel.Hosting.Watching;

/// <summary>What monitoring asks a program for: whether it lives, whether it is ready, and its metrics.</summary>
public static class WatchingRegistration
{
    /// <summary>A second call in the same process adds nothing.</summary>
    public static IServiceCollection AddWatching(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(MetricsReader))) return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<MetricsReader>();
        services.AddSingleton<MetricsAccess>();
        services.AddHealthChecks();
        // It would write a line at each probe; what we stand on tells of changes itself.
        return services.AddLogging(logging => logging.AddFilter(typeof(HealthCheckService).Namespace, LogLevel.None));
    }

    /// <summary>Something that the program is not ready without; a second call with the same name adds nothing.</summary>
    /// <param name="name">A noun, for "the … does not answer".</param>
    /// <param name="ask">Fails where it does not answer.</param>
    public static IServiceCollection AddDependency(this IServiceCollection services, string name, Func<IServiceProvider, Func<CancellationToken, Task>> ask)
    {
        if (services.Any(service => service.ServiceType == typeof(Dependency) && name.Equals(service.ServiceKey))) return services;
        services.AddKeyedSingleton(
            name,
            (provider, _) => new Dependency(name, ask(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Dependency>>()));
        services.AddHealthChecks().Add(new(name, provider => provider.GetRequiredKeyedService<Dependency>(name), failureStatus: null, [Probes.ReadyTag]));
        return services;
    }

    /// <summary>Of a program that serves nothing else.</summary>
    public static void MapWatching(this IEndpointRouteBuilder routes)
    {
        routes.MapMetrics().AddEndpointFilter<RouteHandlerBuilder, MetricsAccess>();
        routes.MapProbes();
    }
}
