using Sentinel.Contracts;

namespace Sentinel.QueryApi.Flows;

/// <summary>What a top list may group by: the seed's words, short names, and every groupable field by its own.</summary>
internal static class FlowDimensions
{
    public static IReadOnlyList<(string Word, Field Field)> Words { get; } =
    [
        ("src", FlowFields.SrcIp), ("dst", FlowFields.DstIp), ("pair", FlowFields.Pair),
        ("exporter", FlowFields.ExporterIp), ("subscriber", FlowFields.SubscriberId),
        .. FlowFields.All.Where(field => field.Groupable && field != FlowFields.Pair).Select(field => (field.Name, field)),
    ];

    /// <summary>The text of a key: a protocol has a name, everything else its own.</summary>
    public static string KeyOf(Field dimension, FieldValue value) =>
        dimension == FlowFields.Protocol ? Protocols.NameOf((int)value.AsNumber()) : value.ToString();
}
