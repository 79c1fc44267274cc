using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sentinel.Flows.Publishing;
using Sentinel.Hosting.Watching;

namespace Sentinel.Hosting.Broker;

public static class BrokerRegistration
{
    /// <summary>The settings and the topology, for whoever publishes or consumes; a second call in the same process adds nothing.</summary>
    public static IServiceCollection AddBroker(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(FlowTopology))) return services;
        services.AddOptions<RabbitMqOptions>().Bind(configuration.GetSection(RabbitMqOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidation>();
        return services.AddSingleton<FlowTopology>();
    }

    /// <summary>Flows that this program takes in go to the broker.</summary>
    public static IServiceCollection AddRabbitMqPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddBroker(configuration).AddSingleton<RabbitMqPublisher>().AddSingleton<IFlowPublisher>(provider => provider.GetRequiredService<RabbitMqPublisher>());
    }

    /// <summary>For a program that does nothing but publish: it is not ready while the broker is away.</summary>
    public static IServiceCollection AddBrokerDependency(this IServiceCollection services) =>
        services.AddDependency("broker", provider => provider.GetRequiredService<RabbitMqPublisher>().ReachAsync);
}
