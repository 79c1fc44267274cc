using System.Globalization;
using Sentinel.Contracts;

namespace Sentinel.Collector.VpnStatus;

/// <summary>Where a client comes from: <c>192.0.2.7:51820</c>, <c>[2001:db8::7]:51820</c>, of newer servers with the protocol before it: <c>udp4:192.0.2.7:51820</c>.</summary>
/// <param name="Protocol">IANA number; 0 where the server does not say it.</param>
internal readonly record struct RealAddress(Address Ip, int Port, int Protocol)
{
    private const int Tcp = 6;
    private const int Udp = 17;

    public static bool TryParse(string text, out RealAddress address)
    {
        address = default;
        var protocol = text.StartsWith("udp", StringComparison.Ordinal) ? Udp : text.StartsWith("tcp", StringComparison.Ordinal) ? Tcp : 0;
        if (protocol > 0) text = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (Address.TryParse(text, out var alone))
        {
            address = new(alone, 0, protocol);
            return true;
        }

        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return false;
        if (!Address.TryParse(text[..colon].Trim('[', ']'), out var ip)) return false;
        address = new(ip, port, protocol);
        return true;
    }
}
