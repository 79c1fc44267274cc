using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Options;

namespace Sentinel.Ingestor.Consuming;

public static class ConsumingRegistration
{
    /// <summary>
    /// Feeds the pipeline of <see cref="IngestorRegistration.AddIngestor"/>, which is to be added before, from the broker: so consuming ends first at
    /// a shutdown. The process starts whether or not the broker answers.
    /// </summary>
    public static IServiceCollection AddFlowConsumer(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RabbitMqOptions>().Bind(configuration.GetSection(RabbitMqOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidation>();
        services.AddSingleton<FlowConsumer>();
        services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = false;
            host.ConsumerStopTimeout = TimeSpan.FromSeconds(20);
            host.StopTimeout = TimeSpan.FromSeconds(25);
        });
        services.AddMassTransit<IFlowBus, FlowBus>(buses =>
        {
            buses.DisableUsageTelemetry();
            buses.UsingRabbitMq(Configure);
        });
        return services;
    }

    private static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        var options = context.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        var topology = new TopologyFilter(options, context.GetRequiredService<ILogger<TopologyFilter>>());
        bus.Host(new Uri(options.Url));
        bus.ReceiveEndpoint(options.Queue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PublishFaults = false;
            endpoint.BindQueue = false; // declared by the filter, which takes an existing queue as it is
            endpoint.SetQuorumQueue(); // for the error queue, which copies it
            endpoint.ConfigureChannel(channel => channel.UseFilter(topology));
            endpoint.PrefetchCount = options.Prefetch;
            endpoint.ConcurrentMessageLimit = options.Prefetch;
            endpoint.ClearSerialization();
            var raw = new RawBodySerialization();
            endpoint.AddDeserializer(raw, true);
            endpoint.AddSerializer(raw);
            endpoint.DefaultContentType = raw.ContentType;
            endpoint.ConfigureError(error =>
            {
                error.UseFilter(new NoMessageFilter());
                error.UseFilter(new ErrorTransportFilter());
            });
            endpoint.Instance(context.GetRequiredService<FlowConsumer>());
        });
    }
}
