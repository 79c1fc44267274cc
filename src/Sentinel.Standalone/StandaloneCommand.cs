using System.CommandLine;
using Microsoft.Extensions.Options;
using Sentinel.Storage;

namespace Sentinel.Standalone;

/// <summary>The command line: what can be said on it, and what a wrong setting is answered.</summary>
internal static class StandaloneCommand
{
    private static readonly Option<bool> Demo = new("--demo")
    {
        Description = "Fill a data folder of its own with a plausible day of traffic and go on live.",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "The data folder (Sentinel:Storage:Embedded:Folder). Default: the platform's local application data.",
    };

    private static readonly Option<string?> Url = new("--url")
    {
        Description = "The address to listen on (Sentinel:Http:Url). Default: http://127.0.0.1:8080.",
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
        root.SetAction((command, cancellation) => RunAsync(
            new(command.GetValue(Demo), command.GetValue(Data), command.GetValue(Url)), cancellation));
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(StandaloneArguments arguments, CancellationToken cancellation)
    {
        try
        {
            await using var app = StandaloneHost.Build(arguments);
            await app.RunAsync(cancellation);
            return 0;
        }
        catch (OptionsValidationException invalid)
        {
            foreach (var failure in invalid.Failures) await Console.Error.WriteLineAsync(failure);
            return 1;
        }
        catch (StoreForbiddenException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}

internal sealed record StandaloneArguments(bool Demo, string? DataFolder, string? Url);
