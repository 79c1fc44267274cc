using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

/// <summary>
/// A change is one transaction, the last roll-ups of a day and its drop with it: there is nothing to clean up, and a day that is not held is
/// sealed as well. Days are given up one after the other, so that rows need not wait for all of them.
/// </summary>
internal sealed class Retention(WriteQueue queue, Database database) : IRetention
{
    public Task<StoreState> ReadAsync(CancellationToken cancellation) => database.UseAsync(KeptState.Read, cancellation);

    public Task<StoreState> SetDaysAsync(int? days, CancellationToken cancellation)
    {
        if (days < 1) throw new ArgumentOutOfRangeException(nameof(days));
        return ChangeAsync(state => state with { Days = days }, cancellation);
    }

    public async Task<StoreState> HoldFromAsync(DateOnly first, CancellationToken cancellation)
    {
        foreach (var table in await database.UseAsync(DayCatalog.List, cancellation))
        {
            if (first.DayNumber - table.Day.DayNumber > 1) await ChangeAsync(state => HoldingFrom(table.Day.AddDays(1), state), cancellation);
        }

        return await ChangeAsync(state => HoldingFrom(first, state), cancellation);
    }

    public Task ClearAsync(CancellationToken cancellation) => ChangeAsync(state => state with { Generation = state.Generation + 1 }, cancellation);

    private static StoreState HoldingFrom(DateOnly first, StoreState state) =>
        state.HeldFrom < first ? state with { HeldFrom = first, Sealed = first } : state;

    private Task<StoreState> ChangeAsync(Func<StoreState, StoreState> change, CancellationToken cancellation) => queue.ChangeAsync(
        connection =>
        {
            var before = KeptState.Read(connection);
            var after = change(before);
            if (after == before) return before;
            var isCleared = after.Generation != before.Generation;
            if (isCleared) Rollups.Clear(connection);
            foreach (var table in DayCatalog.List(connection))
            {
                if (!isCleared && after.Holds(table.Day)) continue;
                if (!isCleared) Rollups.Finish(connection, table);
                connection.Execute($"DROP TABLE {table.Name}");
            }

            KeptState.Write(connection, after);
            return after;
        },
        cancellation);
}
