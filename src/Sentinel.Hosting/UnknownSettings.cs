using Microsoft.Extensions.Configuration;

namespace Sentinel.Hosting;

/// <summary>Every setting there is, by which a misspelt one is found: it would be read by nobody, and nobody would know.</summary>
public static class UnknownSettings
{
    private const string Root = "Sentinel";

    /// <summary>Of all programs: they may share an environment.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "Storage:Engine", "Storage:Embedded:Folder",
        "Storage:OpenSearch:Urls", "Storage:OpenSearch:Username", "Storage:OpenSearch:Password", "Storage:OpenSearch:ApiKey",
        "Storage:OpenSearch:CertificateAuthority", "Storage:OpenSearch:Shards", "Storage:OpenSearch:RefreshInterval", "Storage:OpenSearch:RequestTimeout",
        "RabbitMq:Url", "RabbitMq:Queue", "RabbitMq:Exchange", "RabbitMq:Prefetch", "RabbitMq:CertificateAuthority",
        "Http:Url", "Http:TrustedProxies",
        "Security:BootstrapToken", "Metrics:Token",
        "Limits:RequestsPerToken", "Limits:RequestsPerAddress", "Limits:FailedAuthentications",
        "Retention:Days",
        "Rollups:Interval", "Rollups:QuarterHourDays", "Rollups:DailyDays",
        "Ingest:DefaultExporter",
        "Inventory:Folder", "Threats:Folder", "Vpn:ActiveFor", "Vpn:StatusFiles", "Vpn:Interval", "Vpn:Server", "Certificates:Folder",
        "Collector:Folder",
    };

    /// <summary>The full name of every setting, in order.</summary>
    public static IEnumerable<string> Names => Known.Select(name => $"{Root}:{name}").Order(StringComparer.Ordinal);

    /// <summary>The full names of settings that have a value and mean nothing.</summary>
    public static IReadOnlyList<string> In(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Root).AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null && !Known.Contains(setting.Key))
            .Select(setting => $"{Root}:{setting.Key}")
            .Order(StringComparer.OrdinalIgnoreCase),
    ];
}
