namespace Sentinel.Storage;

/// <summary>Records that were published but cannot be counted, kept as they came, with the reason. Never summed.</summary>
public interface IQuarantine
{
    /// <summary>The most that is listed at once.</summary>
    public const int MaxListed = 10_000;

    /// <summary>
    /// Makes the records durable; one that is there already, by its id, is written over, or stays as it is. A record is known
    /// by its id as long as it is added again in the UTC month it was received in or in the next one; later it may stand there twice.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Send them again.</exception>
    /// <exception cref="StoreForbiddenException">The store does not let us write.</exception>
    /// <exception cref="WriteRefusedException">
    /// The store will never take all of these as they are, though it may have taken some: send fewer of them, and one alone with less text.
    /// </exception>
    Task AddAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation);

    /// <summary>The newest records, whole, by the time they were received, then by id.</summary>
    /// <param name="limit">1 to <see cref="MaxListed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is another.</exception>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<IReadOnlyList<QuarantinedRecord>> ListAsync(int limit, CancellationToken cancellation);

    /// <summary>The records of a row, whole, by their places; all that were added before the call and not removed.</summary>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<IReadOnlyList<QuarantinedRecord>> ReadRowAsync(string row, CancellationToken cancellation);

    /// <summary>
    /// Removes the records that were added before the call, for good when it returns; one that is added again meanwhile may stay.
    /// </summary>
    /// <returns>How many this call removed.</returns>
    /// <exception cref="StoreUnavailableException">Some may be removed: ask again.</exception>
    Task<long> RemoveAsync(QuarantineFilter filter, CancellationToken cancellation);
}
