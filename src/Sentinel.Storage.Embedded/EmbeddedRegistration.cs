using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sentinel.Storage.Embedded.Append;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Search;

namespace Sentinel.Storage.Embedded;

public static class EmbeddedRegistration
{
    /// <summary>
    /// The store in the folder that <see cref="EmbeddedOptions"/> names. A host opens it when it starts, and does not start without it;
    /// elsewhere its first use does.
    /// </summary>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EmbeddedOptions>().Bind(configuration.GetSection(EmbeddedOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddedOptions>, EmbeddedOptions.Validation>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton<Database>();
        services.AddSingleton<WriteQueue>();
        services.AddSingleton<IFlowWriter, FlowWriter>();
        services.AddSingleton<IFlowDays, FlowDays>();
        services.AddSingleton<IRetention, Retention>();
        services.AddSingleton<IRollups, Rollups>();
        services.AddSingleton<IQuarantine, Quarantine>();
        services.AddSingleton<IQuarantineReader, QuarantineReader>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<IDocuments, Documents>();
        services.AddSingleton<IFlowReader, FlowReader>();
        services.AddSingleton<IStoreInspection, Inspection>();
        services.AddHostedService<OpenAtStart>();
        return services;
    }
}

/// <summary>A folder that cannot be had stops the start, not the first request.</summary>
internal sealed class OpenAtStart(Database database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => database.OpenAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
