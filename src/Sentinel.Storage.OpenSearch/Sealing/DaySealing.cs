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
            var first = await FirstToSealAsync(now, cancellation);
            if (first > now.Sealed && !await state.TryChangeAsync(read, now with { Sealed = first }, cancellation)) continue;
            for (var day = first; day < now.HeldFrom; day = day.AddDays(1))
            {
                if (!await TrySealAsync(new(day, now.Generation), cancellation)) break;
            }
        }
    }

    /// <summary>A store that has never sealed a day has no days before its first index.</summary>
    private async Task<DateOnly> FirstToSealAsync(StoreState now, CancellationToken cancellation)
    {
        if (now.Sealed > StoreState.Initial.Sealed) return now.Sealed;
        var first = now.HeldFrom;
        foreach (var index in await indices.ListAsync(DayIndexName.Pattern, cancellation))
        {
            if (DayIndexName.TryParse(index.Name, out var name) && name.Generation == now.Generation && name.Day < first) first = name.Day;
        }

        return first;
    }

    /// <summary>
    /// The state is read between the block and the compare-and-set, and after the rows were opened: no row comes in after what was seen of them,
    /// and what was seen are all of them.
    /// </summary>
    /// <returns>False where the state is another by now: begin again.</returns>
    private async Task<bool> TrySealAsync(DayIndexName name, CancellationToken cancellation)
    {
        if (!await CloseAsync(name.Index, cancellation)) return false;
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

    /// <summary>Made blocked where it is missing, so that a process that was paused while opening it cannot let rows into it.</summary>
    /// <returns>False where it went away meanwhile.</returns>
    private async Task<bool> CloseAsync(string index, CancellationToken cancellation)
    {
        if (await indices.BlockAsync(index, cancellation)) return true;
        await indices.CreateAsync(Template.Flows, index, blocked: true, cancellation);
        return await indices.BlockAsync(index, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "{Index} is held no more: sealed and dropped")]
        public static partial void DaySealed(ILogger logger, string index);

        [LoggerMessage(2202, LogLevel.Warning, "{Index} is closed, so that its rows cannot be read: it is dropped without its last roll-ups")]
        public static partial void RowsClosed(ILogger logger, string index);
    }
}
