using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>What statistics group records by, in the dialect's word.</summary>
internal sealed record StatisticItem(string Word, Field Dimension)
{
    /// <summary>The records that count.</summary>
    public Filter Records { get; init; } = Filter.Everything;

    public static IReadOnlyList<StatisticItem> All { get; } =
    [
        new("src_ip", FlowFields.SrcIp), new("dst_ip", FlowFields.DstIp), new("dst_port", FlowFields.DstPort), new("protocol", FlowFields.Protocol),
        new("dst_host", FlowFields.DstHost), new("app", FlowFields.App),
        new("dst_region_name", FlowFields.DstRegion), new("src_region_name", FlowFields.SrcRegion),
        new("risk_ip", FlowFields.ThreatIp), new("risk_host", FlowFields.ThreatHost),
        new("open_port", FlowFields.DstPort) { Records = Assets.AreOpenPorts },
    ];

    public bool IsAddress => Dimension is AddressField;

    public static string KeyOf(Field field, FieldValue value) =>
        field == FlowFields.Protocol ? ProtocolParameter.NameOf((int)value.AsNumber()) : value.ToString();
}
