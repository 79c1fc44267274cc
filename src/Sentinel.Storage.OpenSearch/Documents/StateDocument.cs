namespace Sentinel.Storage.OpenSearch.Documents;

/// <summary>The state that all processes share, read and changed by compare-and-set.</summary>
internal sealed class StateDocument(DocumentStore documents)
{
    private StoreState? lastRead;

    /// <summary>The state as this process has read it last, which may be old by now.</summary>
    public async ValueTask<StoreState> LastReadAsync(CancellationToken cancellation) =>
        Volatile.Read(ref lastRead) ?? (await ReadAsync(cancellation)).State;

    /// <summary>The state as of now.</summary>
    public async Task<VersionedState> ReadAsync(CancellationToken cancellation)
    {
        var document = await documents.ReadAsync(StoreState.Key, cancellation);
        var state = StoreState.Read(document?.Body);
        Volatile.Write(ref lastRead, state);
        return new(state, document?.Version);
    }

    /// <returns>False where the state has changed since it was read.</returns>
    public Task<bool> TryChangeAsync(VersionedState read, StoreState changed, CancellationToken cancellation) =>
        documents.WriteAsync(StoreState.Key, changed.Write(), read.Version, cancellation);

    /// <param name="change">Asked again where another was faster; nothing is written where it returns what it was given.</param>
    public async Task<StoreState> ChangeAsync(Func<StoreState, StoreState> change, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await ReadAsync(cancellation);
            var changed = change(read.State);
            if (changed == read.State || await TryChangeAsync(read, changed, cancellation)) return changed;
        }
    }
}

/// <param name="Version">Null where nobody has written it yet.</param>
internal readonly record struct VersionedState(StoreState State, string? Version);
