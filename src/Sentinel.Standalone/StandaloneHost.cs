using Microsoft.Extensions.Options;
using Sentinel.Ingestor;
using Sentinel.QueryApi;
using Sentinel.Standalone.Demo;
using Sentinel.Storage.Embedded;
using Sentinel.Storage.OpenSearch;

namespace Sentinel.Standalone;

/// <summary>Puts the parts into one process: the embedded store unless an engine is named, no broker unless one is.</summary>
internal static class StandaloneHost
{
    /// <exception cref="OptionsValidationException">A setting is wrong; its failures name it.</exception>
    public static WebApplication Build(StandaloneArguments arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var settings = StandaloneSettings.Read(builder.Configuration, arguments);
        builder.Configuration.AddInMemoryCollection(settings.Overrides());
        builder.WebHost.UseUrls(settings.Url);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        var services = builder.Services;
        services.AddSingleton(settings);
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

        if (arguments.Demo)
        {
            services.AddSingleton<DemoPublisher>();
            services.AddHostedService(provider => provider.GetRequiredService<DemoPublisher>());
        }

        services.AddHostedService<Greeting>();

        var app = builder.Build();
        app.UseQueryApi().MapQueryApi();
        return app;
    }
}
