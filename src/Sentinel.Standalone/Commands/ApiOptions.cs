using System.CommandLine;
using Sentinel.Hosting;

namespace Sentinel.Standalone.Commands;

/// <summary>Where the API answers and with which token, as every command that asks it is told.</summary>
internal static class ApiOptions
{
    private const string TokenSetting = "Sentinel:Security:BootstrapToken";
    private const string AnyHost = "0.0.0.0";

    public static readonly Option<string?> Token = new("--token")
    {
        Description = $"A token with the scope admin. Default: {TokenSetting}, else the one kept in the data folder.",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print what the API answers.", Recursive = true };

    /// <exception cref="CommandException">There is no token to ask with.</exception>
    public static ApiClient Client(ParseResult command)
    {
        var configuration = Settings.Read();
        var url = command.GetValue(StandaloneOptions.Url) ?? (configuration[HttpUrl.Setting] is { Length: > 0 } set ? set : HttpUrl.Default);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new CommandException($"--url ({HttpUrl.Setting}) must be an http:// or https:// address, such as {HttpUrl.Default}.");
        if (address.Host is AnyHost or "[::]") address = new UriBuilder(address) { Host = "localhost" }.Uri;
        return new(address, command.GetValue(Token) ?? Kept(configuration, command), command.GetValue(Json));
    }

    private static string Kept(IConfiguration configuration, ParseResult command)
    {
        if (configuration[TokenSetting] is { Length: > 0 } configured) return configured;
        var folder = StandaloneSettings.FolderOf(configuration, StandaloneOptions.Read(command));
        try
        {
            if (OwnToken.Read(folder) is { } kept) return kept;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"The token in {folder} cannot be read: {reason.Message}");
        }

        throw new CommandException($"There is no token: give one by --token or {TokenSetting.Replace(":", "__", StringComparison.Ordinal)}; the folder {folder} has none.");
    }
}
