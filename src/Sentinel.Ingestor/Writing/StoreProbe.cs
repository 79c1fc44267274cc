using Sentinel.Contracts;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Writing;

/// <summary>Asks the store whether it takes rows from us, and leaves none there: it sends one of a day that is never open.</summary>
internal sealed class StoreProbe(IFlowDays days, IFlowWriter store)
{
    private static readonly FlowRow Row = new(new(Minute: 0, Hash: 0), new Flow());

    /// <exception cref="StoreUnavailableException">It does not answer, or says: later.</exception>
    /// <exception cref="StoreForbiddenException">It does not let us write.</exception>
    public async Task AskAsync(CancellationToken cancellation)
    {
        await days.PrepareAsync(cancellation);
        var outcomes = await store.WriteAsync([Row], cancellation);
        if (outcomes is [{ Status: RowStatus.TryAgain } putOff]) throw new StoreUnavailableException(putOff.Reason ?? "the store puts rows off");
    }
}
