using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

/// <summary>
/// A change is one transaction, the last roll-ups of a day and its drop with it: there is nothing to clean up. All days that are given up at once are told no
/// more at once; they are sealed one after the other, so that rows need not wait for all of them.
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
        var state = await ChangeAsync(now => now.HeldFrom < first ? now with { HeldFrom = first } : now, cancellation);
        while (state.Sealed < state.HeldFrom) state = await ChangeAsync(SealNext, cancellation);
        return state;
    }

    public Task ClearAsync(CancellationToken cancellation) => ChangeAsync(
        (connection, state) =>
        {
            Rollups.Clear(connection);
            foreach (var table in DayCatalog.List(connection)) Drop(connection, table);
            return state with { Generation = state.Generation + 1 };
        },
        cancellation);

    /// <summary>The first day that has rows; the others before the first held one have none to seal.</summary>
    private static StoreState SealNext(Connection connection, StoreState state)
    {
        if (DayCatalog.List(connection) is not [var oldest, ..] || state.Holds(oldest.Day)) return state with { Sealed = state.HeldFrom };
        Rollups.Finish(connection, oldest);
        Drop(connection, oldest);
        return state with { Sealed = oldest.Day.AddDays(1) };
    }

    private static void Drop(Connection connection, DayTable table) => connection.Execute($"DROP TABLE {table.Name}");

    private Task<StoreState> ChangeAsync(Func<StoreState, StoreState> change, CancellationToken cancellation) =>
        ChangeAsync((_, state) => change(state), cancellation);

    private Task<StoreState> ChangeAsync(Func<Connection, StoreState, StoreState> change, CancellationToken cancellation) => queue.ChangeAsync(
        connection =>
        {
            var before = KeptState.Read(connection);
            var after = change(connection, before);
            if (after != before) KeptState.Write(connection, after);
            return after;
        },
        cancellation);
}
