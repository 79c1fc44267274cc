using Sentinel.Collector;
using Sentinel.Hosting;
using Sentinel.Hosting.Broker;
using Sentinel.Ingestor;
using Sentinel.QueryApi;
using Sentinel.Standalone.Demo;
using Sentinel.Storage.Embedded;
using Sentinel.Storage.OpenSearch;

namespace Sentinel.Standalone;

/// <summary>Puts the parts into one process: the embedded store unless an engine is named, no broker unless one is.</summary>
internal static class StandaloneHost
{
    /// <param name="makesFiles">Whether a token is made where there is none, and the demo's files.</param>
    public static WebApplicationBuilder Prepare(StandaloneArguments arguments, bool makesFiles = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        if (arguments.Url is { } url) builder.Configuration[HttpUrl.Setting] = url;
        builder.WebHost.UseHttpUrl(builder.Configuration).UseKestrelHttpsConfiguration();
        var settings = StandaloneSettings.Read(builder.Configuration, arguments, makesFiles);
        builder.Configuration.AddInMemoryCollection(settings.Overrides());
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        var services = builder.Services;
        services.AddSingleton(settings);
        foreach (var (setting, sentence) in settings.Faults) services.RefuseSetting(setting, sentence);
        if (settings.Embedded) services.AddEmbeddedStore(builder.Configuration);
        else services.AddOpenSearchStore(builder.Configuration);

        services.AddIngestor(builder.Configuration);
        services.AddQueryApi(builder.Configuration);
        if (settings.HasBroker)
        {
            services.AddFlowConsumer(builder.Configuration);
            services.AddRabbitMqPublishing(builder.Configuration);
        }
        else
        {
            services.AddPipelinePublishing();
        }

        services.AddCollector(builder.Configuration);
        services.AddHostedService<Greeting>();
        if (arguments.Demo)
        {
            services.AddSingleton<DemoPublisher>();
            services.AddHostedService(provider => provider.GetRequiredService<DemoPublisher>());
        }

        return builder;
    }

    public static void Map(WebApplication app) => app.UseQueryApi().MapQueryApi();
}
