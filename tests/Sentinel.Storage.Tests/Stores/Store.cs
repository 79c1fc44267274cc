using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.Storage.Tests.Stores;

/// <summary>An engine behind the port, made the way a host makes it, prepared once for all tests of a class.</summary>
public abstract class Store : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1);
    private readonly List<Ports> processes = [];

    public IFlowReader Reader => First.Reader;

    public IFlowWriter Writer => First.Writer;

    public IFlowDays Days => First.Days;

    public IRetention Retention => First.Retention;

    public IRollups Rollups => First.Rollups;

    public IQuarantine Quarantine => First.Quarantine;

    public IQuarantineReader QuarantineReader => First.QuarantineReader;

    public IDocuments Documents => First.Documents;

    public IAuditLog Audit => First.Audit;

    private Ports First => processes.Count > 0 ? processes[0] : throw new InvalidOperationException("the store is not started");

    /// <summary>Skips the test where the engine's server is absent.</summary>
    public async Task StartedAsync(CancellationToken cancellation)
    {
        await starting.WaitAsync(cancellation);
        try
        {
            if (processes.Count > 0) return;
            await AnotherProcessAsync(_ => { }, cancellation);
            await Days.PrepareAsync(cancellation);
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Starts it without anything in it; only for a test that has it for itself.</summary>
    public async Task StartedEmptyAsync(CancellationToken cancellation)
    {
        await StoppedEmptyAsync(cancellation);
        await StartedAsync(cancellation);
    }

    /// <summary>Ends its processes; what they wrote stays.</summary>
    public Task StoppedAsync() => StopAsync();

    /// <summary>Ends its processes and removes what they left behind.</summary>
    public async Task StoppedEmptyAsync(CancellationToken cancellation)
    {
        await StopAsync();
        await EmptyAsync(cancellation);
    }

    /// <summary>The same store as another process has it, which knows nothing of this one; where only one may have it, this one.</summary>
    public virtual Task<Ports> AnotherProcessAsync(CancellationToken cancellation) => AnotherProcessAsync(_ => { }, cancellation);

    /// <summary>Returns when a search sees all that has been written.</summary>
    public virtual Task SettleAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Takes the days of a year away, past the port, where the questions of other classes would have to ask them.</summary>
    public virtual Task ForgetAsync(int year, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Takes all roll-ups away, past the port, where an operator may.</summary>
    public virtual Task ForgetRollupsAsync(CancellationToken cancellation) => Task.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        starting.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings of a store of this engine that holds nothing yet.</summary>
    protected abstract Task<Dictionary<string, string?>> SettingsAsync(CancellationToken cancellation);

    protected abstract void Add(IServiceCollection services, IConfiguration configuration);

    /// <summary>Removes all that a process left behind; none runs.</summary>
    protected abstract Task EmptyAsync(CancellationToken cancellation);

    protected Ports OnlyProcess() => First;

    /// <param name="change">Changes the settings of that process.</param>
    protected async Task<Ports> AnotherProcessAsync(Action<Dictionary<string, string?>> change, CancellationToken cancellation)
    {
        var another = await ProcessAsync(change, cancellation);
        processes.Add(another);
        return another;
    }

    private async Task<Ports> ProcessAsync(Action<Dictionary<string, string?>> change, CancellationToken cancellation)
    {
        var settings = await SettingsAsync(cancellation);
        change(settings);
        var made = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new PatientTime());
        Add(made, new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return new(made.BuildServiceProvider(validateScopes: true));
    }

    private async Task StopAsync()
    {
        foreach (var process in processes) await process.DisposeAsync();
        processes.Clear();
    }
}
