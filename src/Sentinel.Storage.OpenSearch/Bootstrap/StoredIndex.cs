namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>An index as it exists.</summary>
/// <param name="Shards">Its primaries.</param>
/// <param name="Uuid">Another where it was dropped and made again.</param>
/// <param name="IsClosed">It takes no row and answers no question until somebody opens it.</param>
internal sealed record StoredIndex(string Name, int Shards, string Uuid = "", bool IsClosed = false)
{
    /// <summary>Null where it was never restored over one of its name.</summary>
    public string? History { get; init; }

    /// <summary>Another where its numbers of changes begin anew: it was made again, or restored.</summary>
    public string Identity => History is null ? Uuid : $"{Uuid}.{History}";

    /// <exception cref="StoreUnavailableException">It is closed: an answer without it would not be whole.</exception>
    public StoredIndex Readable() =>
        IsClosed ? throw new StoreUnavailableException($"{Name} is closed: open it, or delete it to do without its rows") : this;
}

/// <summary>The index of a day as it exists.</summary>
internal readonly record struct DayIndex(DayIndexName Name, StoredIndex Stored);
