using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.Storage.Tests.Stores;

/// <summary>An engine behind the port, made the way a host makes it, prepared once for all tests of a class.</summary>
public abstract class Store : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1);
    private ServiceProvider? services;

    public IFlowReader Reader => Get<IFlowReader>();

    public IFlowWriter Writer => Get<IFlowWriter>();

    public IFlowDays Days => Get<IFlowDays>();

    public IQuarantine Quarantine => Get<IQuarantine>();

    /// <summary>Skips the test where the engine's server is absent.</summary>
    public async Task StartedAsync(CancellationToken cancellation)
    {
        await starting.WaitAsync(cancellation);
        try
        {
            if (services is not null) return;
            var settings = await SettingsAsync(cancellation);
            var made = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
            Add(made, new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
            services = made.BuildServiceProvider(validateScopes: true);
            await Days.PrepareAsync(cancellation);
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Returns when a search sees all that has been written.</summary>
    public virtual Task SettleAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Takes the days of a year away, past the port, where the questions of other classes would have to ask them.</summary>
    public virtual Task ForgetAsync(int year, CancellationToken cancellation) => Task.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        starting.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings of a store of this engine that holds nothing yet.</summary>
    protected abstract Task<Dictionary<string, string?>> SettingsAsync(CancellationToken cancellation);

    protected abstract void Add(IServiceCollection services, IConfiguration configuration);

    private T Get<T>()
        where T : notnull => (services ?? throw new InvalidOperationException("the store is not started")).GetRequiredService<T>();
}
