using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.OpenSearch.Documents;

namespace Sentinel.Storage.OpenSearch.Sealing;

internal sealed class Retention(StateDocument state, DaySealing sealing, Leftovers leftovers, RollupHeaders headers) : IRetention
{
    public async Task<StoreState> ReadAsync(CancellationToken cancellation) => (await state.ReadAsync(cancellation)).State;

    public Task<StoreState> SetDaysAsync(int? days, CancellationToken cancellation)
    {
        if (days < 1) throw new ArgumentOutOfRangeException(nameof(days));
        return state.ChangeAsync(now => now with { Days = days }, cancellation);
    }

    public async Task<StoreState> HoldFromAsync(DateOnly first, CancellationToken cancellation)
    {
        await state.ChangeAsync(now => now.HeldFrom < first ? now with { HeldFrom = first } : now, cancellation);
        var now = await sealing.SealAsync(cancellation);
        await leftovers.DropAsync(now, cancellation);
        return now;
    }

    /// <summary>Of several at once one is enough: each ends when a generation is in force that began after its call.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        var next = (await ReadAsync(cancellation)).Generation + 1;
        var now = await state.ChangeAsync(now => now.Generation < next ? now with { Generation = next } : now, cancellation);
        await leftovers.DropAsync(now, cancellation);
        await headers.RemoveUnreadAsync(now, cancellation);
    }
}
