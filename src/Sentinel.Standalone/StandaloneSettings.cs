using Sentinel.QueryApi.Tokens;
using Sentinel.Standalone.Demo;
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

    /// <summary>The one that is set, else the one kept in the folder; of the hour where there is none and none is to be made.</summary>
    public required string Token { get; init; }

    /// <summary>Settings that name what the demo's operator knows; none without it.</summary>
    public required IReadOnlyDictionary<string, string?> DemoFolders { get; init; }

    /// <summary>Settings that are wrong, by name, each with a sentence.</summary>
    public required IReadOnlyList<(string Setting, string Sentence)> Faults { get; init; }

    /// <param name="makesFiles">Whether a token is made where there is none, and the demo's files.</param>
    public static StandaloneSettings Read(IConfiguration configuration, StandaloneArguments arguments, bool makesFiles)
    {
        var faults = new List<(string Setting, string Sentence)>();
        var embedded = ReadEngine(configuration, faults);
        if (arguments.Demo) RefuseBesideDemo(configuration, faults);
        var folder = FolderOf(configuration, arguments);
        var token = configuration[TokenKey] is { Length: > 0 } configured ? configured : InFolder(folder, faults, () => makesFiles ? OwnToken.ReadOrMake(folder) : OwnToken.Read(folder));
        // A folder that could not keep the token is told of already.
        var demoFolders = arguments.Demo && makesFiles && faults.Count == 0 ? InFolder(folder, faults, () => DemoFiles.Make(folder, configuration)) : null;
        return new()
        {
            Faults = faults,
            DataFolder = folder,
            CollectorFolder = configuration[CollectorKey] ?? Path.Combine(folder, "collector"),
            Embedded = embedded,
            HasBroker = !string.IsNullOrWhiteSpace(configuration[BrokerKey]),
            Token = token ?? ApiToken.New(),
            DemoFolders = demoFolders ?? [],
        };
    }

    /// <summary>The data folder; empty where none is named and the account has no home.</summary>
    public static string FolderOf(IConfiguration configuration, StandaloneArguments arguments)
    {
        var folder = arguments.DataFolder ?? configuration[FolderKey] ?? DefaultFolder;
        // The demo's flows are kept apart from anybody's own.
        return arguments.Demo && !string.IsNullOrWhiteSpace(folder) ? Path.Combine(folder, "demo") : folder;
    }

    /// <summary>The same decisions as settings, for the parts to read.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Overrides() => [new(FolderKey, DataFolder), new(CollectorKey, CollectorFolder), new(TokenKey, Token), .. DemoFolders];

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

    /// <summary>What is read or made there; null where there is nothing, or the folder cannot be used. One that is not named is the store's own fault to tell.</summary>
    private static T? InFolder<T>(string folder, List<(string Setting, string Sentence)> faults, Func<T?> read)
        where T : class
    {
        try
        {
            return string.IsNullOrWhiteSpace(folder) ? null : read();
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add((FolderKey, $"{FolderKey} must be a folder that this account can write: {reason.Message.TrimEnd('.')}."));
            return null;
        }
    }
}
