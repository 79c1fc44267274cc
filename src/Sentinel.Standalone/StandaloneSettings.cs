using Microsoft.Extensions.Options;
using Sentinel.Storage.Embedded;

namespace Sentinel.Standalone;

/// <summary>What one process decides before its parts read their own settings.</summary>
internal sealed class StandaloneSettings
{
    private const string EngineKey = "Sentinel:Storage:Engine";
    private const string UrlsKey = "Sentinel:Storage:OpenSearch:Urls";
    private const string FolderKey = $"{EmbeddedOptions.Section}:Folder";
    private const string TokenKey = "Sentinel:Security:BootstrapToken";

    public static string DefaultFolder => new EmbeddedOptions().Folder;

    public required string DataFolder { get; init; }

    public required bool Embedded { get; init; }

    public required bool HasBroker { get; init; }

    public required string Token { get; init; }

    /// <exception cref="OptionsValidationException">A setting is wrong; its failures name it.</exception>
    public static StandaloneSettings Read(IConfiguration configuration, StandaloneArguments arguments)
    {
        var embedded = ReadEngine(configuration);
        var folder = arguments.DataFolder ?? configuration[FolderKey] ?? DefaultFolder;
        // The demo's flows are kept apart from anybody's own.
        if (arguments.Demo && folder.Length > 0) folder = Path.Combine(folder, "demo");
        return new()
        {
            DataFolder = folder,
            Embedded = embedded,
            HasBroker = !string.IsNullOrWhiteSpace(configuration["Sentinel:RabbitMq:Url"]),
            Token = configuration[TokenKey] is { Length: > 0 } configured ? configured : ReadOrMakeToken(folder),
        };
    }

    /// <summary>The same decisions as settings, for the parts to read.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Overrides() => [new(FolderKey, DataFolder), new(TokenKey, Token)];

    private static bool ReadEngine(IConfiguration configuration)
    {
        var hasUrls = !string.IsNullOrWhiteSpace(configuration[UrlsKey]);
        return configuration[EngineKey] switch
        {
            null or "" => !hasUrls,
            "Embedded" when hasUrls => throw Wrong(EngineKey, $"must not be Embedded while {UrlsKey} is set: choose one of the two"),
            "Embedded" => true,
            "OpenSearch" when !hasUrls => throw Wrong(UrlsKey, $"must name the engine's addresses, since {EngineKey} is OpenSearch"),
            "OpenSearch" => false,
            var other => throw Wrong(EngineKey, $"must be Embedded or OpenSearch, not '{other}'"),
        };
    }

    private static string ReadOrMakeToken(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder)) throw Wrong(FolderKey, "must name a folder: it is empty, or this account has no home");
        try
        {
            return OwnToken.ReadOrMake(folder);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong(FolderKey, $"must be a folder that this account can write: {reason.Message.TrimEnd('.')}");
        }
    }

    private static OptionsValidationException Wrong(string setting, string what) => new(setting, typeof(StandaloneSettings), [$"{setting} {what}."]);
}
