using System.Text;

namespace Sentinel.Contracts;

/// <summary>
/// One conversation direction (or one bidirectional session, where the producer says so) as seen by one exporter.
/// Members stand for the record's fields of the same name; <see cref="FlowFields"/> says what each means. Null is unknown.
/// </summary>
public sealed class Flow
{
    /// <summary>Bytes of the longest <see cref="Pair"/>.</summary>
    public const int MaxPairLength = (2 * Address.MaxTextLength) + 5;

    private static ReadOnlySpan<byte> Arrow => " → "u8;

    /// <summary>Epoch ms.</summary>
    public long FirstSeen { get; set; }

    /// <summary>Epoch ms, never before <see cref="FirstSeen"/>.</summary>
    public long LastSeen { get; set; }

    public Address SrcIp { get; set; }

    public Address DstIp { get; set; }

    public Address ExporterIp { get; set; } = Address.UnspecifiedV4;

    public int SrcPort { get; set; }

    public int DstPort { get; set; }

    public int Protocol { get; set; }

    public int TcpFlags { get; set; }

    public int Version { get; set; }

    public long Bytes { get; set; }

    public long Packets { get; set; }

    public long RequestBytes { get; set; }

    public long ResponseBytes { get; set; }

    public long FlowCount { get; set; } = 1;

    public string? Direction { get; set; }

    public string Action { get; set; } = Actions.Allow;

    public string? SubscriberId { get; set; }

    public string? App { get; set; }

    public string? SrcHost { get; set; }

    public string? DstHost { get; set; }

    public string? LogType { get; set; }

    public string? ProjectId { get; set; }

    public string? FwInstanceId { get; set; }

    public string? EnterpriseProjectId { get; set; }

    public string? VgwId { get; set; }

    public string? Rule { get; set; }

    public long? InIf { get; set; }

    public long? OutIf { get; set; }

    public long? SrcAs { get; set; }

    public long? DstAs { get; set; }

    public int? Dscp { get; set; }

    public int? VlanId { get; set; }

    public Address? NextHop { get; set; }

    public Address? NatSrcIp { get; set; }

    public Address? NatDstIp { get; set; }

    public int? NatSrcPort { get; set; }

    public int? NatDstPort { get; set; }

    public string? SrcRegion { get; set; }

    public string? DstRegion { get; set; }

    public string? SrcCountry { get; set; }

    public string? DstCountry { get; set; }

    public string? AssetName { get; set; }

    public string? AssetKind { get; set; }

    public IReadOnlyList<string> AssetTags { get; set; } = [];

    public Address? ThreatIp { get; set; }

    public string? ThreatHost { get; set; }

    public string? ThreatList { get; set; }

    /// <summary>Whether it is in the row that stands for its message where messages are counted: the first of the message from its exporter.</summary>
    public bool BeginsMessage { get; set; }

    public Window Window => Window.Of(LastSeen);

    /// <summary><c>src → dst</c>: space, U+2192, space.</summary>
    public string Pair
    {
        get
        {
            Span<byte> utf8 = stackalloc byte[MaxPairLength];
            return Encoding.UTF8.GetString(utf8[..FormatPair(utf8)]);
        }
    }

    /// <summary>Writes <see cref="Pair"/> into <paramref name="utf8"/>, which holds at least <see cref="MaxPairLength"/> bytes, and returns its length.</summary>
    public int FormatPair(Span<byte> utf8)
    {
        var length = SrcIp.Format(utf8);
        Arrow.CopyTo(utf8[length..]);
        length += Arrow.Length;
        return length + DstIp.Format(utf8[length..]);
    }

    public Flow Clone() => (Flow)MemberwiseClone();
}

/// <summary>The values of <c>action</c>.</summary>
public static class Actions
{
    public const string Allow = "allow";
    public const string Drop = "drop";
}

/// <summary>The values of <c>direction</c>, seen from inside.</summary>
public static class Directions
{
    public const string Outbound = "outbound";
    public const string Inbound = "inbound";
    public const string Internal = "internal";
    public const string External = "external";
}
