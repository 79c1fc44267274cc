using Microsoft.Extensions.Logging;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Documents;
using Sentinel.Storage.OpenSearch.RollingUp;

namespace Sentinel.Storage.OpenSearch.Sealing;

/// <summary>
/// Closes the days that are not held any more, one after the other, and drops them. Every step may be done by several at once and be done
/// again: a day is dropped once <c>sealed</c> has passed it, and nobody reads or writes it after that.
/// </summary>
internal sealed partial class DaySealing(StateDocument state, Indices indices, LastRollups last, ILogger<DaySealing> logger)
{
    /// <returns>The state once every day before the first held one is sealed.</returns>
    public async Task<StoreState> SealAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await state.ReadAsync(cancellation);
            var now = read.State;
            if (now.Sealed >= now.HeldFrom) return now;
            var next = await NextToSealAsync(now, cancellation);
            if (next > now.Sealed && !await state.TryChangeAsync(read, now with { Sealed = next }, cancellation)) continue;
            if (next < now.HeldFrom) await TrySealAsync(new(next, now.Generation), cancellation);
        }
    }

    /// <summary>
    /// The first day that has an index, or the first held one. Days without are passed over, however many: who opens one of them now learns before he
    /// acknowledges that it is not held.
    /// </summary>
    private async Task<DateOnly> NextToSealAsync(StoreState now, CancellationToken cancellation)
    {
        var next = now.HeldFrom;
        foreach (var index in await indices.ListAsync(DayIndexName.Pattern, cancellation))
        {
            if (DayIndexName.TryParse(index.Name, out var name) && name.Generation == now.Generation && name.Day >= now.Sealed && name.Day < next) next = name.Day;
        }

        return next;
    }

    /// <summary>
    /// The state is read between the block and the compare-and-set, and after the rows were opened: no row comes in after what was seen of them,
    /// and what was seen are all of them.
    /// </summary>
    /// <returns>False where the state is another by now, or the index gone: begin again.</returns>
    private async Task<bool> TrySealAsync(DayIndexName name, CancellationToken cancellation)
    {
        if (!await indices.BlockAsync(name.Index, cancellation)) return false;
        if (await indices.ListAsync(name.Index, cancellation) is not [var day]) return false;
        await using var rows = day.IsClosed ? null : await last.OpenAsync(day, cancellation);
        if (rows is null && !day.IsClosed) return false;
        var read = await state.ReadAsync(cancellation);
        if (read.State.Generation != name.Generation || read.State.Sealed != name.Day) return false;
        if (rows is null) Log.RowsClosed(logger, name.Index);
        else await last.AddAsync(name, day, rows, cancellation);
        if (!await state.TryChangeAsync(read, read.State with { Sealed = name.Day.AddDays(1) }, cancellation)) return false;
        await indices.DropAsync([name.Index], cancellation);
        await last.RemoveReplacedAsync(name, cancellation);
        Log.DaySealed(logger, name.Index);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "{Index} is held no more: sealed and dropped")]
        public static partial void DaySealed(ILogger logger, string index);

        [LoggerMessage(2202, LogLevel.Warning, "{Index} is closed, so that its rows cannot be read: it is dropped without its last roll-ups")]
        public static partial void RowsClosed(ILogger logger, string index);
    }
}
