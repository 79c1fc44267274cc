using System.CommandLine;
using Microsoft.Extensions.Options;
using Sentinel.Hosting;
using Sentinel.Standalone.Copying;
using Sentinel.Storage;
using Sentinel.Storage.Embedded;
using Sentinel.Storage.OpenSearch;

namespace Sentinel.Standalone.Commands;

/// <summary><c>sentinel copy</c>: what the embedded store holds, into an engine.</summary>
internal static class CopyCommand
{
    private const string UrlsKey = $"{OpenSearchOptions.Section}:Urls";
    private const string FolderKey = $"{EmbeddedOptions.Section}:Folder";

    public static Command Make(Func<Func<Task>, Task<int>> run)
    {
        var copy = new Command("copy", $"""
            Copy what the data folder holds into the engine that {UrlsKey} and its neighbours name: the rows of every held day, under the ids
            they have, the days of retention, the quarantine, tokens and the audit log. The folder stays as it is, but for a note of how far this
            came; no Sentinel may have it meanwhile. Run it again as often as you like: what is new is copied, what is there already is not stored
            twice, and what was revoked or purged in the engine since stays so. In the end the sums of every day are compared, and the exit code
            is 1 where they differ or anything was left behind. The sums of days that are held no more are not copied: keep the folder to ask for
            them.
            """);
        copy.SetAction((command, cancellation) => run(() => RunAsync(StandaloneOptions.Read(command), cancellation)));
        return copy;
    }

    private static async Task RunAsync(StandaloneArguments arguments, CancellationToken cancellation)
    {
        var configuration = Settings.Read();
        var folder = StandaloneSettings.FolderOf(configuration, arguments);
        if (string.IsNullOrWhiteSpace(configuration[UrlsKey])) throw new CommandException($"Say where to: {UrlsKey} must name the engine's addresses.");
        if (!EmbeddedOptions.IsStore(folder)) throw new CommandException($"There is no embedded store in '{folder}': --data says where it is.");
        configuration = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection([new(FolderKey, folder)]).Build();
        try
        {
            await using var source = Opened(services => services.AddEmbeddedStore(configuration).RefuseUnconvertible(configuration));
            await using var target = Opened(services => services.AddOpenSearchStore(configuration).RefuseUnconvertible(configuration));
            await new StoreCopy(source, target, Console.Out).RunAsync(cancellation);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreForbiddenException)
        {
            throw new CommandException(failure.Message);
        }
        catch (Exception failure) when (Startup.Sentences(failure, configuration) is { Count: > 0 } sentences)
        {
            throw new CommandException(string.Join('\n', sentences));
        }
    }

    private static ServiceProvider Opened(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection().AddLogging();
        add(services);
        var provider = services.BuildServiceProvider();
        provider.GetService<IStartupValidator>()?.Validate();
        return provider;
    }
}
