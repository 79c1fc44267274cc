using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

/// <summary>Each change is one transaction, the dropped days with it: there is nothing to clean up, and a day that is not held is sealed as well.</summary>
internal sealed class Retention(WriteQueue queue, Database database) : IRetention
{
    public Task<StoreState> ReadAsync(CancellationToken cancellation) => database.UseAsync(KeptState.Read, cancellation);

    public Task<StoreState> SetDaysAsync(int? days, CancellationToken cancellation)
    {
        if (days is < 1 or > IRetention.MaxDays) throw new ArgumentOutOfRangeException(nameof(days));
        return ChangeAsync(state => state with { Days = days }, cancellation);
    }

    public Task<StoreState> HoldFromAsync(DateOnly first, CancellationToken cancellation) =>
        ChangeAsync(state => state.HeldFrom < first ? state with { HeldFrom = first, Sealed = first } : state, cancellation);

    public Task ClearAsync(CancellationToken cancellation) => ChangeAsync(state => state with { Generation = state.Generation + 1 }, cancellation);

    private Task<StoreState> ChangeAsync(Func<StoreState, StoreState> change, CancellationToken cancellation) => queue.ChangeAsync(
        connection =>
        {
            var before = KeptState.Read(connection);
            var after = change(before);
            if (after == before) return before;
            foreach (var table in DayCatalog.List(connection))
            {
                if (after.Generation != before.Generation || !after.Holds(table.Day)) connection.Execute($"DROP TABLE {table.Name}");
            }

            KeptState.Write(connection, after);
            return after;
        },
        cancellation);
}
