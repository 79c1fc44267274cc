using Sentinel.Contracts;

namespace Sentinel.Storage;

/// <param name="Id">Made from the message's identity and the record's index in it, so that a redelivery quarantines once.</param>
/// <param name="Reason">What the cause leaves open, in words.</param>
/// <param name="Record">The text as received; in lists its beginning, see <see cref="ExcerptOf"/>.</param>
/// <param name="MessageId">The id the message declared, if any.</param>
/// <param name="Origin">Null where not all is known, or was kept, that it takes to count the record.</param>
public sealed record QuarantinedRecord(
    string Id, RefusalCause Cause, string Reason, string Record, string? MessageId, DateTimeOffset ReceivedAt, RecordOrigin? Origin)
{
    /// <summary>Characters of an excerpt, by code point.</summary>
    public const int MaxExcerpt = 300;

    /// <summary>What lists show of a record's text: its first <see cref="MaxExcerpt"/> characters.</summary>
    public static string ExcerptOf(string record) =>
        record.Length <= MaxExcerpt ? record : string.Concat(record.EnumerateRunes().Take(MaxExcerpt));
}

/// <summary>What the message said beside a record's text, and the row that it made of the record.</summary>
/// <param name="Row">The id of the row's first record. All records of a row are refused together, and make it again only together.</param>
/// <param name="Place">Of the record among the row's, from 0.</param>
/// <param name="Count">Of the row's records.</param>
/// <param name="ExporterIp">The batch's.</param>
/// <param name="Timestamp">The message's, epoch ms.</param>
public sealed record RecordOrigin(string Row, int Place, int Count, Address? ExporterIp, long? Timestamp);
