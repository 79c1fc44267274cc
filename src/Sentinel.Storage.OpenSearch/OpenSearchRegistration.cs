using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Bulk;
using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.OpenSearch.Documents;
using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Storage.OpenSearch.RollingUp;
using Sentinel.Storage.OpenSearch.Sealing;
using Sentinel.Storage.OpenSearch.Search;

namespace Sentinel.Storage.OpenSearch;

public static class OpenSearchRegistration
{
    /// <summary>The store on OpenSearch or Elasticsearch. Nothing is asked of the engine before the first call.</summary>
    public static IServiceCollection AddOpenSearchStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OpenSearchOptions>().Bind(configuration.GetSection(OpenSearchOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OpenSearchOptions>, OpenSearchOptions.Validator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<EngineClient>();
        services.AddSingleton<Templates>();
        services.AddSingleton<Indices>();
        services.AddSingleton<LaterFields>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<IDocuments>(provider => provider.GetRequiredService<DocumentStore>());
        services.AddSingleton<StateDocument>();
        services.AddSingleton<ReadableDays>();
        services.AddSingleton<Leftovers>();
        services.AddSingleton<IFlowDays, FlowDays>();
        services.AddSingleton<BulkClient>();
        services.AddSingleton<IFlowWriter, FlowWriter>();
        services.AddSingleton<QuarantineIndices>();
        services.AddSingleton<IQuarantine, Quarantine>();
        services.AddSingleton<IQuarantineReader, QuarantineReader>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<SearchClient>();
        services.AddSingleton<SearchMetrics>();
        services.AddSingleton<RollupHeaders>();
        services.AddSingleton<Sources>();
        services.AddSingleton<IFlowReader, FlowReader>();
        services.AddSingleton<LineWriter>();
        services.AddSingleton<LastRollups>();
        services.AddSingleton<IRollups, Rollups>();
        services.AddSingleton<DaySealing>();
        services.AddSingleton<IRetention, Retention>();
        services.AddSingleton<IStoreInspection, Inspection>();
        return services;
    }
}
