using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Sentinel.Contracts;

/// <summary>IANA's protocol numbers and their keywords, spelled as IANA spells them.</summary>
public static class Protocols
{
    public const int IcmpV6 = 58;

    /// <summary>By number; an empty one has no keyword. What IANA marks as deprecated keeps its keyword without the mark.</summary>
    private static readonly string[] Keywords =
    [
        "HOPOPT", "ICMP", "IGMP", "GGP", "IPv4", "ST", "TCP", "CBT", "EGP", "IGP", // 0
        "BBN-RCC-MON", "NVP-II", "PUP", "ARGUS", "EMCON", "XNET", "CHAOS", "UDP", "MUX", "DCN-MEAS", // 10
        "HMP", "PRM", "XNS-IDP", "TRUNK-1", "TRUNK-2", "LEAF-1", "LEAF-2", "RDP", "IRTP", "ISO-TP4", // 20
        "NETBLT", "MFE-NSP", "MERIT-INP", "DCCP", "3PC", "IDPR", "XTP", "DDP", "IDPR-CMTP", "TP++", // 30
        "IL", "IPv6", "SDRP", "IPv6-Route", "IPv6-Frag", "IDRP", "RSVP", "GRE", "DSR", "BNA", // 40
        "ESP", "AH", "I-NLSP", "SWIPE", "NARP", "Min-IPv4", "TLSP", "SKIP", "IPv6-ICMP", "IPv6-NoNxt", // 50
        "IPv6-Opts", "", "CFTP", "", "SAT-EXPAK", "KRYPTOLAN", "RVD", "IPPC", "", "SAT-MON", // 60
        "VISA", "IPCV", "CPNX", "CPHB", "WSN", "PVP", "BR-SAT-MON", "SUN-ND", "WB-MON", "WB-EXPAK", // 70
        "ISO-IP", "VMTP", "SECURE-VMTP", "VINES", "IPTM", "NSFNET-IGP", "DGP", "TCF", "EIGRP", "OSPFIGP", // 80
        "Sprite-RPC", "LARP", "MTP", "AX.25", "IPIP", "MICP", "SCC-SP", "ETHERIP", "ENCAP", "", // 90
        "GMTP", "IFMP", "PNNI", "PIM", "ARIS", "SCPS", "QNX", "A/N", "IPComp", "SNP", // 100
        "Compaq-Peer", "IPX-in-IP", "VRRP", "PGM", "", "L2TP", "DDX", "IATP", "STP", "SRP", // 110
        "UTI", "SMP", "SM", "PTP", "ISIS over IPv4", "FIRE", "CRTP", "CRUDP", "SSCOPMCE", "IPLT", // 120
        "SPS", "PIPE", "SCTP", "FC", "RSVP-E2E-IGNORE", "Mobility Header", "UDPLite", "MPLS-in-IP", "manet", "HIP", // 130
        "Shim6", "WESP", "ROHC", "Ethernet", "AGGFRAG", "NSH", "Homa", "BIT-EMU", // 140
    ];

    /// <summary>What else producers write: systems' own protocol lists, and names IANA used before.</summary>
    private static readonly (string Name, int Number)[] OtherNames =
    [
        ("IP", 0), ("ipencap", 4), ("IP-ENCAP", 4), ("mobile", 55), ("ICMPv6", IcmpV6), ("ICMP6", IcmpV6), ("TTP", 84), ("OSPF", 89),
        ("ISIS", 124), ("Mobility-Header", 135),
    ];

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Numbers = Keywords
        .Select((keyword, number) => (Name: keyword, Number: number))
        .Where(protocol => protocol.Name.Length > 0)
        .Concat(OtherNames)
        .ToFrozenDictionary(protocol => protocol.Name, protocol => protocol.Number, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Null where IANA has assigned none.</summary>
    public static string? KeywordOf(int number) => number >= 0 && number < Keywords.Length && Keywords[number] is { Length: > 0 } keyword ? keyword : null;

    /// <summary>The keyword, or the number as text where there is none.</summary>
    public static string NameOf(int number) => KeywordOf(number) ?? number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a keyword or another known name in any case, or a decimal number from 0 to 255.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out int number) => TryParse(text.AsSpan(), out number);

    /// <inheritdoc cref="TryParse(string?, out int)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out int number)
    {
        if (Numbers.TryGetValue(text, out number)) return true;
        var isNumber = byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = value;
        return isNumber;
    }

    /// <inheritdoc cref="TryParse(string?, out int)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out int number)
    {
        Span<char> text = stackalloc char[32];
        number = 0;
        return utf8.Length <= text.Length && TryParse(text[..Encoding.UTF8.GetChars(utf8, text)], out number);
    }
}
