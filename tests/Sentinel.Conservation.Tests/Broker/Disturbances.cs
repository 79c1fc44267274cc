using Sentinel.Testing.Servers;

namespace Sentinel.Conservation.Tests.Broker;

/// <summary>
/// What happens to a running system, and when, as the seed says: broker and engine are killed and started again, and all the while
/// ingestors are killed, ended, and stopped for longer than the broker waits for a sign of life. Afterwards everything runs.
/// </summary>
internal sealed class Disturbances(int seed, ServerProcess broker, ServerProcess engine, Ingestors ingestors)
{
    /// <summary>In seconds, of the broker's setting: it drops a consumer that is silent for about twice as long.</summary>
    public const int Heartbeat = 2;

    private static readonly TimeSpan LongerThanHeartbeat = TimeSpan.FromSeconds(4 * Heartbeat);

    private readonly List<string> done = [];

    /// <summary>What was done, for the one who reads of a failure.</summary>
    public string Done
    {
        get
        {
            lock (done) return string.Join(", ", done);
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        var servers = DisturbServersAsync(new(seed), cancellation);
        await DisturbIngestorsAsync(new(~seed), servers, cancellation);
        await servers;
    }

    private async Task DisturbServersAsync(Random random, CancellationToken cancellation)
    {
        ServerProcess[] victims = [broker, engine, random.Next(2) == 0 ? broker : engine];
        random.Shuffle(victims);
        foreach (var victim in victims)
        {
            await WaitAsync(random, 6_000, cancellation);
            Note(victim == broker ? "broker killed" : "engine killed");
            await victim.KillAsync();
            await WaitAsync(random, 3_000, cancellation);
            await victim.StartAsync(cancellation);
        }
    }

    /// <summary>Each of the disturbances once, then any of them for as long as the servers are disturbed.</summary>
    private async Task DisturbIngestorsAsync(Random random, Task servers, CancellationToken cancellation)
    {
        Func<int, Task>[] all =
        [
            index => KillAsync(index, random, cancellation), index => KillAsync(index, random, cancellation), _ => KillAllAsync(random, cancellation),
            index => PauseAsync(index, cancellation), index => EndAsync(index, cancellation),
        ];
        random.Shuffle(all);
        for (var turn = 0; turn < all.Length || !servers.IsCompleted; turn++)
        {
            await WaitAsync(random, 4_000, cancellation);
            await all[turn < all.Length ? turn : random.Next(all.Length)](random.Next(ingestors.Count));
        }
    }

    private async Task KillAsync(int index, Random random, CancellationToken cancellation)
    {
        Note($"ingestor {index} killed");
        await ingestors.KillAsync(index);
        await WaitAsync(random, 1_000, cancellation);
        ingestors.Start(index);
    }

    private async Task KillAllAsync(Random random, CancellationToken cancellation)
    {
        Note("all ingestors killed");
        for (var index = 0; index < ingestors.Count; index++) await ingestors.KillAsync(index);
        await WaitAsync(random, 1_000, cancellation);
        ingestors.StartAll();
    }

    private Task PauseAsync(int index, CancellationToken cancellation)
    {
        Note($"ingestor {index} stopped and woken");
        return ingestors.PauseAsync(index, LongerThanHeartbeat, cancellation);
    }

    private async Task EndAsync(int index, CancellationToken cancellation)
    {
        Note($"ingestor {index} ended");
        await ingestors.EndAsync(index, cancellation);
        ingestors.Start(index);
    }

    private static Task WaitAsync(Random random, int milliseconds, CancellationToken cancellation) =>
        Task.Delay(random.Next(milliseconds), cancellation);

    private void Note(string what)
    {
        lock (done) done.Add(what);
    }
}
