using Sentinel.Testing.Programs;

namespace Sentinel.Conservation.Tests.Broker;

/// <summary>Ingestors at work beside each other, each a process that can be killed, stopped and replaced.</summary>
internal sealed class Ingestors(int count, IReadOnlyList<(string Name, string Value)> settings) : IAsyncDisposable
{
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(60);

    private readonly IngestorProcess?[] processes = new IngestorProcess?[count];

    public int Count => count;

    /// <summary>What each has written last.</summary>
    public string Output => string.Join('\n', processes.Select((process, index) => $"ingestor {index}:\n{string.Join('\n', process?.Output.TakeLast(30) ?? [])}"));

    public void Start(int index)
    {
        if (processes[index] is null) processes[index] = IngestorProcess.Start(settings);
    }

    public void StartAll()
    {
        for (var index = 0; index < count; index++) Start(index);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(int index)
    {
        await Running(index).KillAsync();
        await RemoveAsync(index);
    }

    /// <summary>SIGTERM: what is under way is finished and acknowledged.</summary>
    public async Task EndAsync(int index, CancellationToken cancellation)
    {
        await Running(index).EndAsync(EndBound, cancellation);
        await RemoveAsync(index);
    }

    public Task EndAllAsync(CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, count).Select(index => EndAsync(index, cancellation)));

    /// <summary>Stands still for that long.</summary>
    public async Task PauseAsync(int index, TimeSpan length, CancellationToken cancellation)
    {
        await Running(index).PauseAsync();
        await Task.Delay(length, cancellation);
        await Running(index).WakeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        for (var index = 0; index < count; index++) await RemoveAsync(index);
    }

    /// <summary>One that ended by itself is a fault of its own.</summary>
    private IngestorProcess Running(int index)
    {
        var process = processes[index]!;
        Assert.False(process.HasExited, $"ingestor {index} ended by itself:\n{string.Join('\n', process.Output.TakeLast(50))}");
        return process;
    }

    private async Task RemoveAsync(int index)
    {
        if (processes[index] is { } process) await process.DisposeAsync();
        processes[index] = null;
    }
}
