using System.Text;
using Sentinel.Flows.Publishing;
using Sentinel.QueryApi.Publishing;

namespace Sentinel.QueryApi;

public static class RabbitMqPublishingRegistration
{
    /// <summary>Flows that arrive over HTTP go to the broker.</summary>
    public static IServiceCollection AddRabbitMqPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RabbitMqOptions>()
            .Bind(configuration.GetSection(RabbitMqOptions.Section))
            .Validate(options => options.HasUrl, "The setting Sentinel:RabbitMq:Url is no amqp:// or amqps:// address.")
            .Validate(options => IsName(options.Queue), "The setting Sentinel:RabbitMq:Queue is no name of 1 to 200 bytes.")
            .Validate(options => IsName(options.Exchange), "The setting Sentinel:RabbitMq:Exchange is no name of 1 to 200 bytes.")
            .ValidateOnStart();
        return services.AddSingleton<IFlowPublisher, RabbitMqPublisher>();
    }

    private static bool IsName(string name) => Encoding.UTF8.GetByteCount(name) is >= 1 and <= 200;
}
