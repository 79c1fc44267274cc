using System.CommandLine;
using Sentinel.Hosting;
using Sentinel.Storage;

namespace Sentinel.Standalone;

/// <summary>The command line: what can be said on it.</summary>
internal static class StandaloneCommand
{
    private static readonly Option<bool> Demo = new("--demo")
    {
        Description = "Fill a folder of its own, demo in the data folder, with a plausible day of traffic and go on live.",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = $"The data folder (Sentinel:Storage:Embedded:Folder). Default: {StandaloneSettings.DefaultFolder}.",
    };

    private static readonly Option<string?> Url = new("--url")
    {
        Description = $"The address to listen on ({HttpUrl.Setting}). Default: {HttpUrl.Default}.",
    };

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("""
            Sentinel in one process: takes flows, stores them, answers questions about them.
            Every setting can be given as an environment variable, such as Sentinel__Http__Url=http://127.0.0.1:9000.
            """)
        {
            Demo, Data, Url,
        };
        root.SetAction((command, cancellation) => Startup.RunAsync(
            () => StandaloneHost.Prepare(new(command.GetValue(Demo), command.GetValue(Data), command.GetValue(Url))),
            StandaloneHost.Map,
            failure => failure is StoreForbiddenException ? failure.Message : null,
            cancellation));
        // The host hears signals itself, and lets what is under way end.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}

internal sealed record StandaloneArguments(bool Demo, string? DataFolder, string? Url);
