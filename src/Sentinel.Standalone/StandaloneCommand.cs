using System.CommandLine;
using Sentinel.Hosting;
using Sentinel.Standalone.Commands;
using Sentinel.Storage;

namespace Sentinel.Standalone;

/// <summary>The command line: what can be said on it.</summary>
internal static class StandaloneCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("""
            Sentinel in one process: takes flows, stores them, answers questions about them. Without a command it starts, and runs until it is stopped.
            Most commands ask one that runs, here or on a server; check and copy use the store themselves.
            Every setting can be given as an environment variable, such as Sentinel__Http__Url=http://127.0.0.1:9000.
            """)
        {
            StandaloneOptions.Demo, StandaloneOptions.Data, StandaloneOptions.Url,
            CheckCommand.Make(), WithApi(TokenCommand.Make(RunAsync)), WithApi(QuarantineCommand.Make(RunAsync)), WithApi(AuditCommand.Make(RunAsync)),
            CopyCommand.Make(RunAsync),
        };
        root.SetAction((command, cancellation) => Startup.RunAsync(
            () => StandaloneHost.Prepare(StandaloneOptions.Read(command)),
            StandaloneHost.Map,
            failure => failure is StoreForbiddenException ? failure.Message : null,
            cancellation));
        // The host hears signals itself, and lets what is under way end.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static Command WithApi(Command command)
    {
        command.Options.Add(ApiOptions.Token);
        command.Options.Add(ApiOptions.Json);
        return command;
    }

    /// <returns>The exit code: 1 where the command could not do it, which it says on standard error.</returns>
    private static async Task<int> RunAsync(Func<Task> command)
    {
        try
        {
            await command();
            return 0;
        }
        catch (CommandException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
