using Microsoft.Extensions.Options;

namespace Sentinel.Standalone;

/// <summary>What one process decides before its parts read their own settings.</summary>
internal sealed record StandaloneSettings(string Url, string DataFolder, bool Embedded, bool HasBroker, string Token)
{
    private const string EngineKey = "Sentinel:Storage:Engine";
    private const string UrlsKey = "Sentinel:Storage:OpenSearch:Urls";
    private const string FolderKey = "Sentinel:Storage:Embedded:Folder";
    private const string UrlKey = "Sentinel:Http:Url";
    private const string TokenKey = "Sentinel:Security:BootstrapToken";

    public static StandaloneSettings Read(IConfiguration configuration, StandaloneArguments arguments)
    {
        var embedded = ReadEngine(configuration);
        var folder = arguments.DataFolder ?? configuration[FolderKey] ?? DefaultFolder();
        // The demo's flows are kept apart from anybody's own.
        if (arguments.Demo) folder = Path.Combine(folder, "demo");
        return new(
            arguments.Url ?? configuration[UrlKey] ?? "http://127.0.0.1:8080",
            folder,
            embedded,
            HasBroker: !string.IsNullOrWhiteSpace(configuration["Sentinel:RabbitMq:Url"]),
            configuration[TokenKey] is { Length: > 0 } configured ? configured : OwnToken.ReadOrMake(folder));
    }

    /// <summary>The same decisions as settings, for the parts to read.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Overrides() =>
    [
        new(UrlKey, Url),
        new(FolderKey, DataFolder),
        new(TokenKey, Token),
    ];

    private static bool ReadEngine(IConfiguration configuration)
    {
        var hasUrls = !string.IsNullOrWhiteSpace(configuration[UrlsKey]);
        return configuration[EngineKey] switch
        {
            null or "" => !hasUrls,
            "Embedded" when hasUrls => throw Wrong($"{EngineKey} is Embedded and {UrlsKey} is set: choose one of the two."),
            "Embedded" => true,
            "OpenSearch" when !hasUrls => throw Wrong($"{EngineKey} is OpenSearch and {UrlsKey} is not set: name the engine's addresses."),
            "OpenSearch" => false,
            var other => throw Wrong($"{EngineKey} is '{other}': it must be Embedded or OpenSearch."),
        };
    }

    private static string DefaultFolder() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "sentinel");

    private static OptionsValidationException Wrong(string failure) => new(EngineKey, typeof(StandaloneSettings), [failure]);
}
