using System.ComponentModel;
using System.Text.Json.Serialization;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Quarantine;

internal sealed record QuarantineAnswer(
    [property: Description("Records in quarantine, of the cause where one is asked for")] long Total,
    [property: Description("The largest first")] IReadOnlyList<CauseAnswer> Causes)
{
    public static QuarantineAnswer Of(IReadOnlyList<QuarantinedCause> causes) => new(causes.Sum(cause => cause.Count), [.. causes.Select(CauseAnswer.Of)]);
}

internal sealed record CauseAnswer(
    [property: Description("shape: no flow; not_held: of a day that is not held; ahead: of the future; rejected: refused by the store; unknown: of an earlier version")] string Cause,
    long Count,
    [property: Description("When the oldest was received, epoch ms")] long Oldest,
    [property: Description("When the newest was received, epoch ms")] long Newest,
    [property: Description("The newest first")] IReadOnlyList<SampleAnswer> Samples)
{
    public static CauseAnswer Of(QuarantinedCause cause) =>
        new(cause.Cause.Word(), cause.Count, cause.Oldest, cause.Newest, [.. cause.Samples.Select(SampleAnswer.Of)]);
}

internal sealed record SampleAnswer(
    string Id,
    string Reason,
    [property: Description("The first 300 characters of the record as it was received")] string Record,
    [property: Description("The id that its message declared")] string? MessageId,
    [property: Description("Epoch ms")] long ReceivedAt)
{
    public static SampleAnswer Of(QuarantinedRecord record) =>
        new(record.Id, record.Reason, record.Record, record.MessageId, record.ReceivedAt.ToUnixTimeMilliseconds());
}

internal sealed record RecordAnswer(
    string Id,
    string Cause,
    string Reason,
    [property: Description("The record as it was received")] string Record,
    [property: Description("The id that its message declared")] string? MessageId,
    [property: Description("Epoch ms")] long ReceivedAt,
    [property: Description("The row that the message made of it; null where that was not kept, and the record cannot be sent again")] RowAnswer? Row,
    [property: Description("Of the batch")] string? ExporterIp,
    [property: Description("Of the message, epoch ms")] long? Timestamp)
{
    public static RecordAnswer Of(QuarantinedRecord record) => new(
        record.Id,
        record.Cause.Word(),
        record.Reason,
        record.Record,
        record.MessageId,
        record.ReceivedAt.ToUnixTimeMilliseconds(),
        record.Origin is { } origin ? new(origin.Row, origin.Place, origin.Count) : null,
        record.Origin?.ExporterIp?.ToString(),
        record.Origin?.Timestamp);
}

internal sealed record RowAnswer(
    [property: Description("The id of the row's first record")] string Id,
    [property: Description("Of the record among the row's, from 0")] int Place,
    [property: Description("Records of the row; they are sent again, and purged, together")] int Records);

internal sealed record PurgeAnswer([property: Description("Records that are gone")] long Purged);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(QuarantineAnswer))]
[JsonSerializable(typeof(RecordAnswer))]
[JsonSerializable(typeof(PurgeAnswer))]
[JsonSerializable(typeof(ResendAnswer))]
[JsonSerializable(typeof(ResendBody))]
internal sealed partial class QuarantineJson : JsonSerializerContext;
