using System.ComponentModel;
using System.Text.Json.Serialization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Flows;

internal sealed record FlowPageAnswer(
    [property: Description("All rows that match, whatever page was asked for")] long Total,
    [property: Description("As asked; 0 where a cursor was sent")] long Offset,
    [property: Description("The limit in force")] int Limit,
    IReadOnlyList<FlowAnswer> Flows,
    [property: Description("The cursor of the next page; null on the last")] string? Next);

internal sealed record TalkerAnswer(
    [property: Description("The group; of a pair `src → dst`, of a protocol its IANA keyword")] string Key,
    Int128 Bytes,
    Int128 Packets,
    [property: Description("Source records, not stored rows")] Int128 FlowCount)
{
    public static TalkerAnswer Of(Field dimension, TopEntry entry) =>
        new(FlowDimensions.KeyOf(dimension, entry.Key), entry.Sums.Bytes, entry.Sums.Packets, entry.Sums.Flows);
}

internal sealed record ProtocolAnswer(
    [property: Description("The IANA keyword, or the number as text where there is none")] string Protocol,
    Int128 Bytes,
    Int128 Packets,
    [property: Description("Source records, not stored rows")] Int128 FlowCount)
{
    public static ProtocolAnswer Of(TopEntry entry) =>
        new(FlowDimensions.KeyOf(FlowFields.Protocol, entry.Key), entry.Sums.Bytes, entry.Sums.Packets, entry.Sums.Flows);
}

[JsonSerializable(typeof(FlowPageAnswer))]
[JsonSerializable(typeof(IReadOnlyList<TalkerAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<ProtocolAnswer>))]
internal sealed partial class FlowAnswersJson : JsonSerializerContext;
