using Sentinel.Flows.Publishing;
using Sentinel.Hosting.Broker;
using Sentinel.QueryApi.Publishing;

namespace Sentinel.QueryApi;

public static class RabbitMqPublishingRegistration
{
    /// <summary>Flows that arrive over HTTP go to the broker.</summary>
    public static IServiceCollection AddRabbitMqPublishing(this IServiceCollection services, IConfiguration configuration) =>
        services.AddBroker(configuration).AddSingleton<IFlowPublisher, RabbitMqPublisher>();
}
