using System.CommandLine;
using Sentinel.Hosting;

namespace Sentinel.Standalone;

/// <summary>The options that say which Sentinel is meant: the one to start, or the one to ask.</summary>
internal static class StandaloneOptions
{
    public static readonly Option<bool> Demo = new("--demo")
    {
        Description = "Fill a folder of its own, demo in the data folder, with a plausible day of traffic and go on live; with neither engine nor broker.",
        Recursive = true,
    };

    public static readonly Option<string?> Data = new("--data")
    {
        Description = $"The data folder (Sentinel:Storage:Embedded:Folder). Default: {StandaloneSettings.DefaultFolder}.",
        Recursive = true,
    };

    public static readonly Option<string?> Url = new("--url")
    {
        Description = $"The address to listen on, or to ask ({HttpUrl.Setting}). Default: {HttpUrl.Default}.",
        Recursive = true,
    };

    public static StandaloneArguments Read(ParseResult command) => new(command.GetValue(Demo), command.GetValue(Data), command.GetValue(Url));
}

internal sealed record StandaloneArguments(bool Demo, string? DataFolder, string? Url);
