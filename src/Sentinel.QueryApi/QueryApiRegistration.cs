using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sentinel.Hosting;
using Sentinel.Hosting.Watching;
using Sentinel.Inventory;
using Sentinel.QueryApi.Administering;
using Sentinel.QueryApi.Auditing;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Exporters;
using Sentinel.QueryApi.Firewall;
using Sentinel.QueryApi.FlowReports;
using Sentinel.QueryApi.Flows;
using Sentinel.QueryApi.Health;
using Sentinel.QueryApi.Publishing;
using Sentinel.QueryApi.Quarantine;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Vpn;
using Sentinel.Storage;

namespace Sentinel.QueryApi;

/// <summary>The HTTP side, for the service itself and for a host that holds more. The host adds a store and an <c>IFlowPublisher</c>.</summary>
public static class QueryApiRegistration
{
    public static IServiceCollection AddQueryApi(this IServiceCollection services, IConfiguration configuration)
    {
        // Else a gzip body that was cut off is read as if it ended there.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", isEnabled: true);
        services.AddWatching(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddTrustedProxies(configuration);
        services.AddSecurity(configuration);
        services.AddSingleton<AuditTrail>();
        services.AddDependency(Dependency.Store, provider => provider.GetRequiredService<IFlowDays>().ListAsync);
        services.AddRequestLimits();
        services.AddSingleton<BodyRoom>();
        services.AddSingleton<Resending>();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section))
            .Validate(options => options.IsValid, RetentionOptions.Fault)
            .ValidateOnStart();
        services.AddSingleton<IDialect, ReportDialect>();
        services.AddSingleton<IDialect, FirewallDialect>();
        services.AddExporterInventory(configuration);
        services.AddSingleton<FirewallInstances>();
        services.AddVpn(configuration);
        services.AddApiDocument();
        return services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, FlowAnswersJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ExporterAnswersJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ReportAnswersJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, FirewallAnswersJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, VpnAnswersJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, TokenAnswersJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AuditAnswersJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, QuarantineJson.Default);
        });
    }

    /// <summary>What every request passes through; before anything else that a host adds.</summary>
    public static WebApplication UseQueryApi(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseRequestIds();
        app.UseProblems();
        app.UseMiddleware<Failures>();
        app.UseAddressLimit();
        app.UseUrlLimit();
        app.UseApiPage();
        app.UseAuthentication();
        app.UseTokenLimit();
        app.UseAuthorization();
        return app;
    }

    public static void MapQueryApi(this IEndpointRouteBuilder routes)
    {
        routes.MapMetrics().RequireAuthorization(SecurityRegistration.WholeStore);
        routes.MapProbes();
        routes.MapHealth();
        routes.MapOpenApi();
        routes.MapFlows();
        routes.MapExporters();
        routes.MapFlowReports();
        routes.MapFirewall();
        routes.MapVpn();
        routes.MapPublishing();
        routes.MapTokens();
        routes.MapAudit();
        routes.MapQuarantine();
    }
}
