using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;
using Microsoft.Extensions.Options;
using Sentinel.Flows.Decoding;
using Sentinel.Hosting.Broker;

namespace Sentinel.Ingestor.Consuming;

internal static class ConsumingRegistration
{
    public static void AddConsuming(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBroker(configuration);
        services.AddSingleton<BodyBudget>();
        services.AddSingleton<HeldDeliveries>();
        services.AddSingleton<EndpointWatch>();
        services.AddSingleton<FlowConsumer>();
        services.AddLogging(logging => logging.AddFilter("MassTransit", LogLevel.Critical)); // we say ourselves, in a line, what it says in a page
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
        services.AddHostedService<OutageWatch>();
        services.AddHostedService<RefusalWatch>();
    }

    private static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        var options = context.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        var noMessage = ActivatorUtilities.CreateInstance<NoMessageFilter>(context, options);
        bus.Host(new Uri(options.Url), host =>
        {
            if (options.Url.StartsWith("amqps:", StringComparison.OrdinalIgnoreCase)) host.UseSsl(Secure);
        });
        bus.ReceiveEndpoint(options.Queue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PublishFaults = false;
            endpoint.BindQueue = false; // declared by the filter, which takes an existing queue as it is
            var topology = ActivatorUtilities.CreateInstance<TopologyFilter>(context, ((IRabbitMqReceiveEndpointConfiguration)endpoint).Settings);
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
                error.UseFilter(noMessage);
                error.UseFilter(new ErrorQueueFilter(options));
            });
            endpoint.ConnectReceiveEndpointObserver(context.GetRequiredService<EndpointWatch>());
            endpoint.Instance(context.GetRequiredService<FlowConsumer>());
        });

        void Secure(IRabbitMqSslConfigurator ssl)
        {
            ssl.ServerName = new Uri(options.Url).Host;
            ssl.CertificateValidationCallback = new BrokerTrust(options).Believe;
        }
    }
}
