using Sentinel.QueryApi.Tokens;
using Sentinel.Storage.Embedded;

namespace Sentinel.Standalone;

/// <summary>What one process decides before its parts read their own settings.</summary>
internal sealed class StandaloneSettings
{
    private const string EngineKey = "Sentinel:Storage:Engine";
    private const string UrlsKey = "Sentinel:Storage:OpenSearch:Urls";
    private const string BrokerKey = "Sentinel:RabbitMq:Url";
    private const string FolderKey = $"{EmbeddedOptions.Section}:Folder";
    private const string CollectorKey = "Sentinel:Collector:Folder";
    private const string TokenKey = "Sentinel:Security:BootstrapToken";

    public static string DefaultFolder => new EmbeddedOptions().Folder;

    public required string DataFolder { get; init; }

    public required string CollectorFolder { get; init; }

    public required bool Embedded { get; init; }

    public required bool HasBroker { get; init; }

    public required string Token { get; init; }

    /// <summary>Settings that are wrong, by name, each with a sentence.</summary>
    public required IReadOnlyList<(string Setting, string Sentence)> Faults { get; init; }

    /// <param name="makesToken">Whether a token is made where there is none.</param>
    public static StandaloneSettings Read(IConfiguration configuration, StandaloneArguments arguments, bool makesToken)
    {
        var faults = new List<(string Setting, string Sentence)>();
        var embedded = ReadEngine(configuration, faults);
        if (arguments.Demo) RefuseBesideDemo(configuration, faults);
        var folder = FolderOf(configuration, arguments);
        return new()
        {
            Faults = faults,
            DataFolder = folder,
            CollectorFolder = configuration[CollectorKey] ?? Path.Combine(folder, "collector"),
            Embedded = embedded,
            HasBroker = !string.IsNullOrWhiteSpace(configuration[BrokerKey]),
            Token = configuration[TokenKey] is { Length: > 0 } configured ? configured : ReadToken(folder, makesToken, faults),
        };
    }

    /// <summary>The data folder; empty where none is named and the account has no home.</summary>
    public static string FolderOf(IConfiguration configuration, StandaloneArguments arguments)
    {
        var folder = arguments.DataFolder ?? configuration[FolderKey] ?? DefaultFolder;
        // The demo's flows are kept apart from anybody's own.
        return arguments.Demo && folder.Length > 0 ? Path.Combine(folder, "demo") : folder;
    }

    /// <summary>The same decisions as settings, for the parts to read.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Overrides() => [new(FolderKey, DataFolder), new(CollectorKey, CollectorFolder), new(TokenKey, Token)];

    private static bool ReadEngine(IConfiguration configuration, List<(string Setting, string Sentence)> faults)
    {
        var hasUrls = !string.IsNullOrWhiteSpace(configuration[UrlsKey]);
        return configuration[EngineKey] switch
        {
            null or "" => !hasUrls,
            "Embedded" when hasUrls => Wrong(EngineKey, $"must not be Embedded while {UrlsKey} is set: choose one of the two"),
            "Embedded" => true,
            "OpenSearch" when !hasUrls => Wrong(UrlsKey, $"must name the engine's addresses, since {EngineKey} is OpenSearch"),
            "OpenSearch" => false,
            var other => Wrong(EngineKey, $"must be Embedded or OpenSearch, not '{other}'"),
        };

        bool Wrong(string setting, string what)
        {
            faults.Add((setting, $"{setting} {what}."));
            return !hasUrls;
        }
    }

    /// <summary>An engine and a broker are somebody's own: no invented traffic goes there.</summary>
    private static void RefuseBesideDemo(IConfiguration configuration, List<(string Setting, string Sentence)> faults)
    {
        foreach (var setting in (string[])[UrlsKey, BrokerKey])
        {
            if (!string.IsNullOrWhiteSpace(configuration[setting]))
                faults.Add((setting, $"{setting} must not be set for --demo: its traffic is invented, and stays in a folder of its own."));
        }
    }

    /// <summary>The token kept in the folder; one of the hour where there is none and none is to be made.</summary>
    private static string ReadToken(string folder, bool makes, List<(string Setting, string Sentence)> faults)
    {
        try
        {
            if (!string.IsNullOrWhiteSpace(folder)) return makes ? OwnToken.ReadOrMake(folder) : OwnToken.Read(folder) ?? ApiToken.New();
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add((FolderKey, $"{FolderKey} must be a folder that this account can write: {reason.Message.TrimEnd('.')}."));
        }

        // An empty folder is the store's own fault to tell.
        return ApiToken.New();
    }
}
