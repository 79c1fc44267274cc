namespace Sentinel.Storage;

/// <summary>What lies in quarantine. A record may be found some seconds after it was added.</summary>
public interface IQuarantineReader
{
    /// <summary>The most samples of a cause.</summary>
    public const int MaxSamples = 100;

    /// <summary>The most records on a page.</summary>
    public const int MaxFound = 1_000;

    /// <summary>How much lies there for each cause that has any: the largest first, then by the cause's word.</summary>
    /// <param name="cause">That one alone.</param>
    /// <param name="samples">1 to <see cref="MaxSamples"/>: the newest of each cause, with excerpts of their texts, then by id.</param>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<IReadOnlyList<QuarantinedCause>> SummarizeAsync(RefusalCause? cause, int samples, CancellationToken cancellation);

    /// <summary>A page of the records, the oldest first, with excerpts of their texts.</summary>
    /// <param name="after">Only those behind it.</param>
    /// <param name="limit">1 to <see cref="MaxFound"/>.</param>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<QuarantinePage> FindAsync(QuarantineFilter filter, QuarantinePosition? after, int limit, CancellationToken cancellation);

    /// <summary>The record, whole; null where there is none.</summary>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<QuarantinedRecord?> ReadAsync(string id, CancellationToken cancellation);
}

/// <param name="Oldest">When the oldest of them was received, in epoch ms.</param>
/// <param name="Newest">Likewise.</param>
public sealed record QuarantinedCause(RefusalCause Cause, long Count, long Oldest, long Newest, IReadOnlyList<QuarantinedRecord> Samples);

/// <param name="Left">How many stand behind the page.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantinedRecord> Records, long Left);
