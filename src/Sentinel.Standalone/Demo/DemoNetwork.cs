using System.Globalization;
using Sentinel.Contracts;

namespace Sentinel.Standalone.Demo;

/// <summary>
/// Who lives in the demo: an office of a few hundred hosts behind a router and a firewall, and people who come in by VPN.
/// Inside are private addresses (RFC 1918, RFC 4193); outside, documentation ones (RFC 5737, RFC 3849) with reserved names (RFC 2606).
/// </summary>
internal static class DemoNetwork
{
    public static readonly Address Router = Address.Parse("10.20.0.1");
    public static readonly Address Firewall = Address.Parse("10.20.0.2");
    public static readonly Address VpnGateway = Address.Parse("10.20.0.3");

    public static readonly Address Monitor = Address.Parse("10.20.0.11");

    public static readonly Address Scanner = Address.Parse("198.51.100.66");
    public static readonly Address Scanned = Address.Parse("10.20.0.20");

    public static readonly Address Infected = Address.Parse("10.20.3.37");
    public static readonly Address CommandServer = Address.Parse("203.0.113.200");

    public static readonly IReadOnlyList<Workstation> Workstations =
    [
        .. from floor in Enumerable.Range(1, 6)
           from desk in Enumerable.Range(10, 40)
           select new Workstation(
               Address.Parse(string.Create(CultureInfo.InvariantCulture, $"10.20.{floor}.{desk}")),
               Address.Parse(string.Create(CultureInfo.InvariantCulture, $"fd20:0:0:{floor}::{desk}"))),
    ];

    /// <summary>The busiest first.</summary>
    public static readonly IReadOnlyList<Site> Sites =
    [
        new("www.example.com", "203.0.113.10", 6, 443, "HTTPS", 60_000),
        new("video.example.net", "203.0.113.20", 17, 443, "QUIC", 900_000),
        new("dns.office.example", "10.20.0.10", 17, 53, "DNS", 180),
        new("www.example.org", "2001:db8:100::10", 6, 443, "HTTPS", 45_000),
        new("mail.example.com", "203.0.113.25", 6, 993, "IMAPS", 25_000),
        new("files.office.example", "10.20.0.12", 6, 445, "SMB", 350_000),
        new("meet.example.net", "203.0.113.40", 17, 3478, "STUN", 220_000),
        new("git.example.net", "198.51.100.40", 6, 22, "SSH", 80_000),
        new("time.example.org", "192.0.2.123", 17, 123, "NTP", 90),
        new("updates.example.org", "198.51.100.30", 6, 80, "HTTP", 1_500_000),
        new("backup.example.net", "2001:db8:100::40", 6, 8443, "HTTPS", 2_500_000),
    ];

    public static readonly IReadOnlyList<string> Subscribers =
    [
        "ada", "alan", "barbara", "claude", "donald", "edsger", "frances", "grace", "hedy", "john", "karen", "katherine",
        "ken", "leslie", "linus", "margaret", "niklaus", "radia", "shafi", "sophie", "tim", "tony", "whitfield", "yvonne",
    ];

    public static Address TunnelOf(int subscriber) => Address.FromV4(0x0A63_0000 + 10 + (uint)subscriber);
}

internal readonly record struct Workstation(Address V4, Address V6);

/// <param name="TypicalBytes">Of a conversation's answer.</param>
internal sealed record Site(string Host, Address Address, int Protocol, int Port, string App, int TypicalBytes)
{
    public Site(string host, string address, int protocol, int port, string app, int typicalBytes)
        : this(host, Address.Parse(address), protocol, port, app, typicalBytes)
    {
    }
}
