using Sentinel.Contracts;

namespace Sentinel.Testing;

/// <summary>Flows as networks have them: few hosts talk much, and of each three one belongs together with others of its message.</summary>
/// <param name="newest">Epoch ms; no flow is seen later.</param>
public sealed class Conversations(Random random, long newest)
{
    public static Address Exporter { get; } = Address.Parse("192.0.2.254");

    private readonly Zipf clients = new(20_000);
    private readonly Zipf servers = new(5_000);

    /// <param name="back">Ms before the newest, at most.</param>
    public Flow Next(long back)
    {
        var lastSeen = newest - random.NextInt64(back);
        var (request, response) = (random.NextInt64(100_000), random.NextInt64(10_000_000));
        var again = random.Next(3) == 0;
        return new()
        {
            LastSeen = again ? newest : lastSeen,
            FirstSeen = again ? newest : lastSeen - random.NextInt64(60_000),
            SrcIp = again ? Address.Parse("10.0.0.1") : Address.FromV4(0x0A000000 + (uint)clients.Next(random)),
            DstIp = again ? Address.Parse("2001:db8::1") : Address.FromV4(0xC6336400 + (uint)servers.Next(random)),
            SrcPort = again ? random.Next(50) : random.Next(1_024, 65_536),
            DstPort = 443,
            Protocol = 6,
            TcpFlags = random.Next(64),
            RequestBytes = request,
            ResponseBytes = response,
            Bytes = request + response,
            Packets = random.NextInt64(1, 10_000),
            SubscriberId = random.Next(4) == 0 ? $"imsi-{clients.Next(random)}" : null,
            ExporterIp = Exporter,
        };
    }
}
