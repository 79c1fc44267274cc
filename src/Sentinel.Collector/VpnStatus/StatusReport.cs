namespace Sentinel.Collector.VpnStatus;

/// <summary>What an OpenVPN server says of its sessions at one moment.</summary>
/// <param name="Time">Epoch ms.</param>
internal sealed record StatusReport(long Time, IReadOnlyList<VpnSession> Sessions);

/// <summary>One client's connection, with the counters of its tunnel since it began.</summary>
/// <param name="CommonName">Whose it is; <see cref="Nobody"/> where that is not known.</param>
/// <param name="RealAddress">As the server writes it: address and port that the client comes from.</param>
/// <param name="VirtualAddress">Inside the tunnel; null where it has none.</param>
/// <param name="Received">Bytes that the client sent.</param>
/// <param name="Sent">Bytes that the client received.</param>
/// <param name="Since">When it began, as the server writes it: with a client id, or an address, it tells two sessions apart.</param>
/// <param name="SinceTime">The same in epoch ms, where the server says it.</param>
/// <param name="ClientId">The server's own number of it; null where it says none.</param>
internal sealed record VpnSession(
    string CommonName, string RealAddress, string? VirtualAddress, long Received, long Sent, string Since, long? SinceTime = null, string? ClientId = null)
{
    /// <summary>What the server writes for the name of one who is not authenticated: not yet, or not again where keys are negotiated anew.</summary>
    public const string Nobody = "UNDEF";
}
