namespace Sentinel.Ingestor.Writing;

/// <summary>How many bulks the store may have at once: one after a failure, and one more with each success.</summary>
internal sealed class InFlight(BulkLimits limits) : IDisposable
{
    private readonly int max = limits.MaxBulksInFlight;
    private readonly SemaphoreSlim places = new(limits.MaxBulksInFlight);
    private readonly Lock gate = new();
    private int limit = limits.MaxBulksInFlight;

    /// <summary>Places above the limit that are still taken, and not given out again when they are left.</summary>
    private int surplus;

    public int Limit
    {
        get
        {
            lock (gate) return limit;
        }
    }

    public Task EnterAsync(CancellationToken cancellation) => places.WaitAsync(cancellation);

    /// <summary>The place is left without an answer that says how the store is.</summary>
    public void Leave()
    {
        lock (gate) GiveBack();
    }

    public void LeaveAfterSuccess()
    {
        lock (gate)
        {
            if (limit < max)
            {
                limit++;
                GiveBack();
            }

            GiveBack();
        }
    }

    public void LeaveAfterFailure()
    {
        lock (gate)
        {
            surplus += limit - 1;
            limit = 1;
            GiveBack();
            while (surplus > 0 && places.Wait(0)) surplus--;
        }
    }

    public void Dispose() => places.Dispose();

    private void GiveBack()
    {
        if (surplus > 0) surplus--;
        else places.Release();
    }
}
