using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Conservation.Tests.Judging;
using Sentinel.Storage;
using Sentinel.Storage.Embedded;
using Sentinel.Testing;
using Sentinel.Testing.Programs;

namespace Sentinel.Conservation.Tests.Embedded;

/// <summary>Over HTTP into the program that runs alone: what was answered with 202 is there, once. How to run it for long: <see cref="Rounds"/>.</summary>
public sealed class EmbeddedConservation
{
    private const int Kills = 12;

    /// <summary>Two bodies of 12,000 flows over a hundred days take a machine minutes that is busy with other things.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(6);

    private static readonly (string Name, string Value)[] Settings =
        [("Sentinel__Retention__Days", Judge.Held.TotalDays.ToString(CultureInfo.InvariantCulture))];

    [Fact]
    public Task What_was_accepted_is_there_once_whenever_the_process_is_killed() => Rounds.RunAsync(async (seed, cancellation) =>
    {
        using var folder = new TemporaryFolder();
        var (now, ledger, random) = (TimeProvider.System.GetUtcNow(), new Ledger(), new Random(seed));
        var clients = new Clients(new(seed, DateOnly.FromDateTime(now.UtcDateTime), lateDays: 100), ledger, seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            if (random.Next(4) == 0) await StartAndKillAsync(folder.Path, random.Next(3_000), cancellation);
            await using var life = await StartAsync(folder.Path, cancellation);
            var posting = clients.PostAsync(life.Client, cancellation);
            await Task.Delay(random.Next(4_000), cancellation);
            await life.KillAsync();
            await posting;
        }

        await using (var last = await StartAsync(folder.Path, cancellation)) await PostUnansweredAsync(clients, last, cancellation);
        return $"{await JudgeAsync(folder.Path, ledger, now, cancellation)}; killed {Kills} times";
    });

    [Fact]
    public Task What_was_accepted_is_there_once_when_the_disk_fills_up() => Rounds.RunAsync(async (seed, cancellation) =>
    {
        await using var disk = await SmallDisk.MountAsync(size: 60, ballast: 30, cancellation);
        var folder = Path.Combine(disk.Path, "data");
        var (now, ledger) = (TimeProvider.System.GetUtcNow(), new Ledger());
        var clients = new Clients(new(seed, DateOnly.FromDateTime(now.UtcDateTime), lateDays: 5), ledger, seed);
        await using (var process = await StartAsync(folder, cancellation))
        {
            await FillAsync(clients, process.Client, cancellation);
            // Every second time it dies of it, and starts on the full disk.
            if (seed % 2 == 0) await process.KillAsync();
            else await GoOnAsync(process);
        }

        await using (var next = await StartAsync(folder, cancellation)) await GoOnAsync(next);
        return $"{await JudgeAsync(folder, ledger, now, cancellation)}; refused {clients.Refused} times";

        async Task GoOnAsync(StandaloneProcess process)
        {
            disk.MakeRoom();
            await PostUnansweredAsync(clients, process, cancellation);
        }
    });

    /// <summary>Posts until the disk is full and says so.</summary>
    private static async Task FillAsync(Clients clients, HttpClient server, CancellationToken cancellation)
    {
        using var full = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var posting = clients.PostAsync(server, full.Token);
        await Eventually.True(() => clients.Refused > 0, "the disk is full", cancellation, Bound);
        await full.CancelAsync();
        await posting;
    }

    private static async Task PostUnansweredAsync(Clients clients, StandaloneProcess process, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(Bound);
        try
        {
            await clients.PostUnansweredAsync(process.Client, bound.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Assert.Fail($"nothing is in the way, but not all was accepted:\n{string.Join("\n", process.Output.TakeLast(50))}");
        }
    }

    private static Task<StandaloneProcess> StartAsync(string folder, CancellationToken cancellation) =>
        StandaloneProcess.StartAsync(folder, cancellation, settings: Settings);

    private static async Task StartAndKillAsync(string folder, int after, CancellationToken cancellation)
    {
        using var early = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        early.CancelAfter(after);
        try
        {
            await using var killed = await StartAsync(folder, early.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Killed while it started.
        }
    }

    private static async Task<string> JudgeAsync(string folder, Ledger ledger, DateTimeOffset now, CancellationToken cancellation)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Sentinel:Storage:Embedded:Folder", folder)]).Build();
        await using var store = new ServiceCollection().AddEmbeddedStore(settings).BuildServiceProvider();
        return await Judge.AssertAsync(store.GetRequiredService<IFlowReader>(), store.GetRequiredService<IQuarantine>(), ledger, now, mayBeInPart: true, cancellation);
    }
}
