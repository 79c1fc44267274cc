using Sentinel.Flows.Publishing;

namespace Sentinel.QueryApi.Publishing;

public static class RabbitMqRegistration
{
    /// <summary>Flows that arrive over HTTP go to the broker.</summary>
    public static IServiceCollection AddRabbitMqPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RabbitMqOptions>()
            .Bind(configuration.GetSection(RabbitMqOptions.Section))
            .Validate(options => options.HasUrl, "Sentinel__RabbitMq__Url is no amqp:// or amqps:// address.")
            .Validate(options => IsName(options.Queue), "Sentinel__RabbitMq__Queue is not 1 to 255 bytes long.")
            .Validate(options => IsName(options.Exchange), "Sentinel__RabbitMq__Exchange is not 1 to 255 bytes long.")
            .ValidateOnStart();
        return services.AddSingleton<IFlowPublisher, RabbitMqPublisher>();
    }

    private static bool IsName(string name) => System.Text.Encoding.UTF8.GetByteCount(name) is >= 1 and <= 255;
}
