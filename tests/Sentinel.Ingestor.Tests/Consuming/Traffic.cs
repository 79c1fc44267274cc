using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>Many messages of traffic as networks have it: few hosts talk much, some flows of a message belong together.</summary>
internal static class Traffic
{
    private const int FlowsPerMessage = 1_500;

    public static IReadOnlyList<Published> Of(int flows)
    {
        var random = new Random(Seed.Value);
        var (clients, servers) = (new Zipf(20_000), new Zipf(5_000));
        return [.. Enumerable.Range(0, flows).Chunk(FlowsPerMessage).Select(part => Published.Of(new(
            Guid.CreateVersion7().ToString(), Address.Parse("192.0.2.254"), [.. part.Select(_ => Flow())])))];

        Flow Flow()
        {
            var lastSeen = Some.Time - random.NextInt64(36 * 3_600_000);
            var (request, response) = (random.NextInt64(100_000), random.NextInt64(10_000_000));
            var again = random.Next(3) == 0; // one of few that merge
            return new()
            {
                LastSeen = again ? Some.Time : lastSeen,
                FirstSeen = again ? Some.Time : lastSeen - random.NextInt64(60_000),
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
                ExporterIp = Address.Parse("192.0.2.254"),
            };
        }
    }
}
