using Microsoft.Extensions.DependencyInjection.Extensions;
using Sentinel.Contracts;
using Sentinel.Flows.Publishing;
using Sentinel.Hosting.Watching;
using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Consuming;
using Sentinel.Ingestor.Enriching;
using Sentinel.Ingestor.Quarantine;
using Sentinel.Ingestor.Retention;
using Sentinel.Ingestor.Retrying;
using Sentinel.Ingestor.Rollups;
using Sentinel.Ingestor.Writing;
using Sentinel.Inventory;
using Sentinel.Storage;

namespace Sentinel.Ingestor;

public static class IngestorRegistration
{
    /// <summary>The pipeline from a message to the store. The store itself is to be registered beside it.</summary>
    public static IServiceCollection AddIngestor(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddWatching(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<IngestOptions>().Bind(configuration.GetSection(IngestOptions.Section))
            .Validate(options => Address.TryParse(options.DefaultExporter, out _), "Sentinel:Ingest:DefaultExporter must be an IP address.")
            .ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section))
            .Validate(options => options.IsValid, RetentionOptions.Fault)
            .ValidateOnStart();
        services.AddOptions<RollupOptions>().Bind(configuration.GetSection(RollupOptions.Section))
            .Validate(
                options => options.Interval >= RollupOptions.ShortestInterval && options.Interval <= RollupOptions.LongestInterval,
                "Sentinel:Rollups:Interval must be a time from 00:00:01 to 01:00:00.")
            .Validate(options => options.QuarterHourDays is >= 1 and <= RollupOptions.MaxDays, "Sentinel:Rollups:QuarterHourDays must be 1 to 36500.")
            .Validate(options => options.DailyDays is >= 1 and <= RollupOptions.MaxDays, "Sentinel:Rollups:DailyDays must be 1 to 36500.")
            .ValidateOnStart();

        // First of all that starts: the first flow is labelled like the others.
        services.AddExporterInventory(configuration).AddNetworkInventory(configuration).AddThreatInventory(configuration);

        services.AddDependency(Dependency.Store, provider => provider.GetRequiredService<StorePreparation>().CheckAsync);
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<HeldDays>();
        services.AddSingleton<TimeBounds>();
        services.TryAddSingleton<PauseLimits>();
        services.TryAddSingleton<BulkLimits>();
        services.AddSingleton<Backoff>();
        services.AddSingleton<Outage>();
        services.AddSingleton<StoreRetry>();
        services.AddSingleton<InFlight>();
        services.AddSingleton<BulkWriter>();
        services.AddSingleton<StoreProbe>();
        services.AddSingleton<QuarantineWriter>();
        services.AddSingleton<QuarantinedRows>();
        services.AddSingleton<StorePreparation>();
        services.AddHostedService(provider => provider.GetRequiredService<StorePreparation>());
        services.AddSingleton<RowWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<RowWriter>());
        services.AddHostedService<RollupWorker>();
        services.AddHostedService<StateWatch>();
        services.AddHostedService<RetentionWorker>();
        services.AddSingleton<Enricher>();
        services.AddSingleton<IngestPipeline>();
        return services;
    }

    /// <summary>
    /// Feeds the pipeline of <see cref="AddIngestor"/>, which is to be added before, from the broker: so consuming ends first at a shutdown.
    /// The process starts whether or not the broker answers.
    /// </summary>
    public static IServiceCollection AddFlowConsumer(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddConsuming(configuration);
        return services;
    }

    /// <summary>Flows that arrive over HTTP go straight through the pipeline of <see cref="AddIngestor"/>, where there is no broker.</summary>
    public static IServiceCollection AddPipelinePublishing(this IServiceCollection services) =>
        services.AddSingleton<IFlowPublisher, PipelinePublisher>();
}
