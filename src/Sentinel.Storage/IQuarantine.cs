namespace Sentinel.Storage;

/// <summary>Records that were published but cannot be counted, kept as they came, with the reason. Never summed.</summary>
public interface IQuarantine
{
    /// <summary>The most that is listed at once.</summary>
    public const int MaxListed = 10_000;

    /// <summary>
    /// Makes the records durable; one that is there already, by its id, stays as it is or is written over by its equal. A record is known
    /// by its id as long as it is added again in the UTC month it was received in or in the next one; later it may stand there twice.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Send them again.</exception>
    /// <exception cref="StoreForbiddenException">The store does not let us write.</exception>
    /// <exception cref="WriteRefusedException">
    /// The store will never take all of these as they are, though it may have taken some: send fewer of them, and one alone with less text.
    /// </exception>
    Task AddAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation);

    /// <summary>The newest records by the time they were received, then by id.</summary>
    /// <param name="limit">1 to <see cref="MaxListed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is another.</exception>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<IReadOnlyList<QuarantinedRecord>> ListAsync(int limit, CancellationToken cancellation);
}

/// <param name="Id">Made from the message's identity and the record's index in it, so that a redelivery quarantines once.</param>
/// <param name="Record">The text as received.</param>
/// <param name="MessageId">The id the message declared, if any.</param>
public sealed record QuarantinedRecord(string Id, string Reason, string Record, string? MessageId, DateTimeOffset ReceivedAt);
