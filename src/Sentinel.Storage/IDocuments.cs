namespace Sentinel.Storage;

/// <summary>
/// Small JSON documents by key, each changed by compare-and-set: a write says which version it has read, and has no effect where there is
/// another by now. A read by key sees every write that was answered before it began, in whichever process.
/// </summary>
public interface IDocuments
{
    /// <summary>The most that is listed at once.</summary>
    public const int MaxListed = 1_000;

    /// <summary>Null where there is none.</summary>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellation);

    /// <summary>Writes the document, durable when it returns.</summary>
    /// <param name="expected">The version that was read; null where there was none.</param>
    /// <returns>False where the document has another version, or is there, or is gone: nothing was written.</returns>
    /// <exception cref="StoreUnavailableException">It may be written, now or soon, or not: read it again.</exception>
    Task<bool> WriteAsync(DocumentKey key, DocumentBody body, string? expected, CancellationToken cancellation);

    /// <inheritdoc cref="WriteAsync"/>
    /// <summary>Removes the document, for good when it returns.</summary>
    Task<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellation);

    /// <summary>The documents of a collection in the order of their names (by code point), those written before the call among them.</summary>
    /// <param name="after">Only names behind this one.</param>
    /// <param name="limit">1 to <see cref="MaxListed"/>.</param>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<IReadOnlyList<StoredDocument>> ListAsync(string collection, string? after, int limit, CancellationToken cancellation);
}

/// <param name="Version">Never that of another document or of an earlier one under the same key; means nothing else.</param>
public sealed record StoredDocument(DocumentKey Key, string Version, DocumentBody Body);
