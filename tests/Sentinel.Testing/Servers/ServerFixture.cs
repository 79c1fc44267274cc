namespace Sentinel.Testing.Servers;

/// <summary>
/// A server that several tests share, started when the first of them asks. Ask from a test or its <c>InitializeAsync</c>,
/// where an absent server can skip the test; in a fixture's own it would fail it.
/// </summary>
public abstract class ServerFixture<TServer>(Func<TServer> make) : IAsyncDisposable
    where TServer : ServerProcess
{
    private readonly SemaphoreSlim starting = new(1);
    private TServer? server;

    public async Task<TServer> StartedAsync(CancellationToken cancellation)
    {
        await starting.WaitAsync(cancellation);
        try
        {
            if (server is not null) return server;
            var made = make();
            try
            {
                await made.StartAsync(cancellation);
            }
            catch
            {
                await made.DisposeAsync();
                throw;
            }

            return server = made;
        }
        finally
        {
            starting.Release();
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        starting.Dispose();
        GC.SuppressFinalize(this);
    }
}
