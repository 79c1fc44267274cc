using Sentinel.Ingestor.Retrying;

namespace Sentinel.Ingestor.Consuming;

/// <summary>The deliveries that are taken and not acknowledged yet. One that is held for too long is reported, and all can be given back at once.</summary>
internal sealed class HeldDeliveries(Outage outage, PauseLimits limits, TimeProvider time) : IDisposable
{
    private volatile CancellationTokenSource givenBack = new();

    /// <summary>One that is delivered while all are given back waits a while before it is held: it goes back then too, and would be here again at once.</summary>
    /// <param name="channel">Ends when the delivery can no longer be acknowledged.</param>
    public async Task<HeldDelivery> HoldAsync(CancellationToken channel)
    {
        if (givenBack.IsCancellationRequested) await Task.Delay(limits.Longest, time, channel);
        return new(CancellationTokenSource.CreateLinkedTokenSource(channel, givenBack.Token), time.CreateTimer(_ => Report(), null, limits.LongestHold, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Ends every hold, and each that begins before <see cref="TakeAgain"/>.</summary>
    public Task GiveBackAsync() => givenBack.CancelAsync();

    public void TakeAgain() => givenBack = new();

    public void Dispose() => givenBack.Dispose();

    private void Report() => outage.Report($"a message could not be stored for {limits.LongestHold.TotalMinutes:0.#} min");
}

internal sealed class HeldDelivery(CancellationTokenSource end, ITimer overdue) : IDisposable
{
    /// <summary>Cancelled when the delivery is to be given back, or is lost.</summary>
    public CancellationToken End => end.Token;

    public void Dispose()
    {
        overdue.Dispose();
        end.Dispose();
    }
}
