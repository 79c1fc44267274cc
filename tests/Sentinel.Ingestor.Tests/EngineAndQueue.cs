using Sentinel.Ingestor.Tests.Consuming;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests;

/// <summary>A test of the way from a queue of its own into an engine with nothing in it.</summary>
[Collection(nameof(EngineFixture))]
public abstract class EngineAndQueue(BrokerFixture brokers, EngineFixture engines) : IAsyncLifetime
{
    protected OpenSearchNode Engine { get; private set; } = null!;

    private protected BrokerQueue Queue { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Engine = await engines.EmptyAsync(Cancellation);
        Queue = await BrokerQueue.DeclareAsync((await brokers.StartedAsync(Cancellation)).Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (Queue is not null) await Queue.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
