using Microsoft.Extensions.DependencyInjection.Extensions;
using Sentinel.Collector.VpnStatus;
using Sentinel.Contracts;
using Sentinel.Hosting.Watching;

namespace Sentinel.Collector;

public static class CollectorRegistration
{
    /// <summary>Reads the sources that settings name, and publishes what they saw. The host adds an <c>IFlowPublisher</c>.</summary>
    /// <param name="needsSource">Whether a start without any source is refused.</param>
    public static IServiceCollection AddCollector(this IServiceCollection services, IConfiguration configuration, bool needsSource = false)
    {
        services.AddWatching(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<CollectorOptions>().Bind(configuration.GetSection(CollectorOptions.Section))
            .Validate(options => !string.IsNullOrWhiteSpace(options.Folder), $"{CollectorOptions.Section}:Folder must name a folder: it is empty, or this account has no home.")
            .ValidateOnStart();
        services.AddOptions<VpnOptions>().Bind(configuration.GetSection(VpnOptions.Section))
            .Validate(options => !needsSource || options.Files.Count > 0, $"{VpnOptions.Section}:StatusFiles must name a file: there is nothing else to collect from.")
            .Validate(options => options.Interval >= VpnOptions.ShortestInterval && options.Interval <= VpnOptions.LongestInterval, $"{VpnOptions.Section}:Interval must be 1 s to 10 min, such as 00:00:10.")
            .Validate(options => options.Server.Length == 0 || Address.TryParse(options.Server, out _), $"{VpnOptions.Section}:Server must be the VPN server's IP address.")
            .ValidateOnStart();
        return services.AddHostedService<VpnStatusSource>();
    }
}
