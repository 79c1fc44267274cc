using Sentinel.Storage;

namespace Sentinel.Ingestor.Tests.Writing;

/// <summary>The state and the log of a <see cref="ScriptedStore"/>.</summary>
internal sealed class ScriptedRetention : IRetention, IAuditLog
{
    private readonly Lock gate = new();
    private readonly List<AuditEntry> entries = [];
    private StoreState state = StoreState.Initial;
    private int holds;

    /// <summary>The store does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>Days are held no more and not sealed, since the store goes away between the two.</summary>
    public bool StopsHalfWay { get; set; }

    public Task<StoreState> ReadAsync(CancellationToken cancellation) => Change(now => now);

    public Task<StoreState> SetDaysAsync(int? days, CancellationToken cancellation) => Change(now => now with { Days = days });

    /// <summary>How often it was told from which day on to hold.</summary>
    public int Holds => Volatile.Read(ref holds);

    public Task<StoreState> HoldFromAsync(DateOnly first, CancellationToken cancellation)
    {
        Interlocked.Increment(ref holds);
        return Change(now =>
        {
            var held = now with { HeldFrom = first > now.HeldFrom ? first : now.HeldFrom };
            if (!StopsHalfWay) return held with { Sealed = held.HeldFrom };
            state = held;
            throw new StoreUnavailableException("away");
        });
    }

    public Task ClearAsync(CancellationToken cancellation) => Change(now => now with { Generation = now.Generation + 1 });

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellation)
    {
        lock (gate) entries.Add(entry);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<AuditEntry>>([.. entries.Take(limit)]);
    }

    private Task<StoreState> Change(Func<StoreState, StoreState> change)
    {
        lock (gate) return IsAway ? Task.FromException<StoreState>(new StoreUnavailableException("away")) : Task.FromResult(state = change(state));
    }
}
