namespace Sentinel.Storage;

/// <summary>Quarantined records that meet every condition that is set; none is every record.</summary>
/// <param name="Before">Epoch ms: received before it.</param>
/// <param name="Row">Of the row, by its first record.</param>
public sealed record QuarantineFilter(RefusalCause? Cause = null, long? Before = null, string? Row = null, string? Id = null);

/// <summary>A place in the order of records by the ms they were received in, then by id.</summary>
/// <param name="ReceivedAt">Epoch ms.</param>
public readonly record struct QuarantinePosition(long ReceivedAt, string Id)
{
    public static QuarantinePosition Of(QuarantinedRecord record) => new(record.ReceivedAt.ToUnixTimeMilliseconds(), record.Id);
}
