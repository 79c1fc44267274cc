using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>
/// Seven days of zipf traffic on which a plain top list over daily indices goes wrong: a third of the clients are steady, the others are
/// somebody else each day, so that a day's largest are rarely the week's.
/// </summary>
public static class Traffic
{
    private const int Clients = 4_000;
    private const int Servers = 9_000;

    public static IEnumerable<Flow> Of(DateOnly day, int dayNumber, int count, int seed)
    {
        var random = new Random(HashCode(seed, dayNumber));
        var (clients, servers) = (new Zipf(Clients, 0.7), new Zipf(Servers, 0.9));
        for (var index = 0; index < count; index++)
        {
            var (client, server) = (clients.Next(random), servers.Next(random));
            var lastSeen = Some.TimeOn(day, random.Next(86_400_000));
            var packets = random.Next(1, 20);
            yield return new()
            {
                FirstSeen = lastSeen - random.Next(1_000),
                LastSeen = lastSeen,
                SrcIp = client % 3 == 0 ? Address.FromV4(0x0A00_0000 + (uint)client) : Address.FromParts(0x2001_0DB8_0000_0000, (ulong)((dayNumber * Clients) + client)),
                DstIp = Address.FromV4(0xCB00_7100 + (uint)((server * 7) + (server % 5 == 0 ? 0 : dayNumber))),
                SrcPort = random.Next(1_024, 65_536),
                DstPort = server % 1_000,
                Protocol = server % 3 == 0 ? 17 : 6,
                SubscriberId = client % 7 == 0 ? null : $"user{client % 3_000}-{(client % 3 == 0 ? 0 : dayNumber)}",
                Bytes = packets * random.Next(40, 1_500),
                Packets = packets,
                FlowCount = random.Next(1, 4),
            };
        }
    }

    private static int HashCode(int seed, int dayNumber) => unchecked((seed * 31) + dayNumber);
}
