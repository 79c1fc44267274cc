namespace Sentinel.Flows.Decoding;

/// <summary>
/// How many bytes of bodies are taken apart at once: a message takes many times its body in memory, and who receives bodies counts them alone, or their bytes.
/// Bodies enter in the order in which they ask; one that is larger than all there is waits until it is alone.
/// </summary>
public sealed class BodyBudget : IDisposable
{
    public const int Bytes = 16 * 1024 * 1024;

    private const int UnitBytes = 64 * 1024;
    private const int Units = Bytes / UnitBytes;

    private readonly SemaphoreSlim turn = new(1);
    private readonly SemaphoreSlim units = new(Units);

    /// <summary>Returns when there is room; it is given back by disposing what is returned.</summary>
    public async Task<IDisposable> EnterAsync(int bytes, CancellationToken cancellation)
    {
        var share = new Share(units);
        await turn.WaitAsync(cancellation);
        try
        {
            for (var wanted = Math.Clamp((bytes + UnitBytes - 1) / UnitBytes, 1, Units); wanted > 0; wanted--)
            {
                await units.WaitAsync(cancellation);
                share.Taken++;
            }

            return share;
        }
        catch
        {
            share.Dispose();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        units.Dispose();
    }

    private sealed class Share(SemaphoreSlim units) : IDisposable
    {
        public int Taken { get; set; }

        public void Dispose()
        {
            if (Taken > 0) units.Release(Taken);
            Taken = 0;
        }
    }
}
