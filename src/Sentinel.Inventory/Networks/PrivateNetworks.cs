using Sentinel.Contracts;

namespace Sentinel.Inventory.Networks;

/// <summary>The addresses that no one outside can reach: private use (RFC 1918), shared (RFC 6598), unique local, link-local.</summary>
public static class PrivateNetworks
{
    public static IReadOnlyList<Prefix> Prefixes { get; } =
    [
        Prefix.Parse("10.0.0.0/8"), Prefix.Parse("172.16.0.0/12"), Prefix.Parse("192.168.0.0/16"), Prefix.Parse("100.64.0.0/10"),
        Prefix.Parse("169.254.0.0/16"), Prefix.Parse("fc00::/7"), Prefix.Parse("fe80::/10"),
    ];
}
