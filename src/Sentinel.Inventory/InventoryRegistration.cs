using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sentinel.Inventory.Exporters;
using Sentinel.Inventory.Networks;
using Sentinel.Inventory.Threats;

namespace Sentinel.Inventory;

/// <summary>Each part of what operators write, for whoever needs it; asked for twice in a process it is there once.</summary>
public static class InventoryRegistration
{
    public static IServiceCollection AddExporterInventory(this IServiceCollection services, IConfiguration configuration) =>
        services.AddFolder<InventoryOptions>(configuration.GetSection(InventoryOptions.Section), options => options.Folder).AddWatch<ExporterInventory>();

    public static IServiceCollection AddNetworkInventory(this IServiceCollection services, IConfiguration configuration) =>
        services.AddFolder<InventoryOptions>(configuration.GetSection(InventoryOptions.Section), options => options.Folder).AddWatch<NetworkInventory>();

    public static IServiceCollection AddThreatInventory(this IServiceCollection services, IConfiguration configuration) =>
        services.AddFolder<ThreatOptions>(configuration.GetSection(ThreatOptions.Section), options => options.Folder).AddWatch<ThreatInventory>();

    private static IServiceCollection AddFolder<TOptions>(this IServiceCollection services, IConfigurationSection section, Func<TOptions, string?> folder)
        where TOptions : class
    {
        if (services.Any(service => service.ServiceType == typeof(IConfigureOptions<TOptions>))) return services;
        services.AddOptions<TOptions>().Bind(section)
            .Validate(options => folder(options) is not { Length: > 0 } path || Directory.Exists(path), $"{section.Path}:Folder must be a folder that exists.")
            .ValidateOnStart();
        return services;
    }

    private static IServiceCollection AddWatch<TWatch>(this IServiceCollection services)
        where TWatch : class, IHostedService
    {
        if (services.Any(service => service.ServiceType == typeof(TWatch))) return services;
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<TWatch>().AddHostedService(provider => provider.GetRequiredService<TWatch>());
    }
}
