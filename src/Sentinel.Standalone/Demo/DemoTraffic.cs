using Sentinel.Contracts;

namespace Sentinel.Standalone.Demo;

/// <summary>
/// The demo's traffic, slot by slot. A slot's batch is a pure function of its time, id included: publishing it again adds nothing.
/// </summary>
internal static class DemoTraffic
{
    public const long SlotMilliseconds = 10_000;

    private const int Icmp = 1;
    private const int Tcp = 6;
    private const int SynAck = 0x12;
    private const int Finished = 0x1B;
    private static readonly int[] KnockedPorts = [22, 23, 80, 445, 3389, 5900, 8080];

    /// <param name="slot">The slot's number since the epoch.</param>
    public static FlowBatch BatchOf(long slot)
    {
        var random = new Random((int)(slot % int.MaxValue));
        var time = new SlotTime(slot * SlotMilliseconds, random);
        var batchId = BatchIdOf(time.Start, random);
        List<Flow> flows = [];
        flows.AddRange(Office(time, random));
        flows.AddRange(Pings(time));
        flows.AddRange(Knocks(time, random));
        flows.AddRange(Vpn(time, random));
        flows.AddRange(Scan(time));
        flows.AddRange(Beacon(time));
        return new(batchId.ToString(), DemoNetwork.Router, flows);
    }

    /// <summary>A UUIDv7 whose random part comes from the slot.</summary>
    private static Guid BatchIdOf(long time, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        for (var index = 0; index < 6; index++) bytes[index] = (byte)(time >> (40 - (8 * index)));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new(bytes, bigEndian: true);
    }

    /// <summary>What the router sees: each conversation as two flows, there and back.</summary>
    private static IEnumerable<Flow> Office(SlotTime time, Random random)
    {
        var conversations = (int)(14 * time.Busyness) + random.Next(3);
        for (var count = 0; count < conversations; count++)
        {
            var workstation = DemoNetwork.Workstations[Skewed(random, DemoNetwork.Workstations.Count)];
            var site = DemoNetwork.Sites[Skewed(random, DemoNetwork.Sites.Count)];
            var client = site.Address.IsV4 ? workstation.V4 : workstation.V6;
            var port = random.Next(49_152, 65_536);
            var answered = Spread(random, site.TypicalBytes);
            var asked = 80 + (answered / 20);
            var (first, last) = time.Flow();

            Flow Seen(Address from, int fromPort, Address to, int toPort, long bytes, long inIf, long outIf) => new()
            {
                FirstSeen = first, LastSeen = last, SrcIp = from, SrcPort = fromPort, DstIp = to, DstPort = toPort,
                Protocol = site.Protocol, TcpFlags = site.Protocol == Tcp ? Finished : 0, Version = 9, App = site.App,
                Bytes = bytes, RequestBytes = bytes, Packets = Packets(bytes), InIf = inIf, OutIf = outIf,
            };

            var there = Seen(client, port, site.Address, site.Port, asked, inIf: 2, outIf: 1);
            there.DstHost = site.Host;
            yield return there;
            var back = Seen(site.Address, site.Port, client, port, answered, inIf: 1, outIf: 2);
            back.SrcHost = site.Host;
            yield return back;
        }
    }

    /// <summary>Once a minute the monitoring host asks the sites that are up.</summary>
    private static IEnumerable<Flow> Pings(SlotTime time)
    {
        if (time.Start % 60_000 != 0) return [];
        return DemoNetwork.Sites.Where(site => site.Address.IsV4).Select(site => new Flow
        {
            FirstSeen = time.Start, LastSeen = time.Start + 30, SrcIp = DemoNetwork.Monitor, DstIp = site.Address, DstHost = site.Host,
            Protocol = Icmp, Version = 9, Bytes = 84, RequestBytes = 84, Packets = 1, InIf = 2, OutIf = 1,
        });
    }

    /// <summary>What the firewall turns away, and the visits to the web server that it lets in: one session a flow.</summary>
    private static IEnumerable<Flow> Knocks(SlotTime time, Random random)
    {
        var sessions = 1 + random.Next(4);
        for (var count = 0; count < sessions; count++)
        {
            var visitor = Address.FromV4(0xC633_6400 + (uint)random.Next(100, 250));
            var welcome = random.Next(3) == 0;
            var answered = welcome ? Spread(random, 40_000) : 0;
            var asked = welcome ? 400 + (answered / 30) : 60;
            var (first, last) = time.Flow();
            yield return new()
            {
                FirstSeen = first, LastSeen = last, ExporterIp = DemoNetwork.Firewall, SrcIp = visitor, SrcPort = random.Next(1024, 65_536),
                DstIp = Address.Parse("10.20.0.15"), DstPort = welcome ? 443 : KnockedPorts[random.Next(KnockedPorts.Length)], Protocol = Tcp,
                TcpFlags = welcome ? Finished : 0x02, RequestBytes = asked, ResponseBytes = answered, Bytes = asked + answered,
                Packets = Packets(asked) + (welcome ? Packets(answered) : 0), Action = welcome ? Actions.Allow : Actions.Drop,
                Rule = welcome ? "allow-web" : "default-deny", LogType = "internet", FwInstanceId = "fw-office",
            };
        }
    }

    /// <summary>Who works from outside: sessions of the tunnel, counted both ways; to their gateway, what its clients begin is outbound.</summary>
    private static IEnumerable<Flow> Vpn(SlotTime time, Random random)
    {
        var sessions = (int)(4 * time.Busyness) + random.Next(2);
        for (var count = 0; count < sessions; count++)
        {
            var subscriber = Skewed(random, DemoNetwork.Subscribers.Count);
            var received = Spread(random, 120_000);
            var sent = 200 + (received / 8);
            var (first, last) = time.Flow();
            yield return new()
            {
                FirstSeen = first, LastSeen = last, ExporterIp = DemoNetwork.VpnGateway, SubscriberId = DemoNetwork.Subscribers[subscriber],
                Direction = Directions.Outbound, SrcIp = DemoNetwork.TunnelOf(subscriber), SrcPort = random.Next(49_152, 65_536),
                DstIp = Address.Parse("10.20.0.12"), DstPort = 445, DstHost = "files.office.example", Protocol = Tcp, TcpFlags = Finished, App = "SMB",
                RequestBytes = sent, ResponseBytes = received, Bytes = sent + received, Packets = Packets(sent) + Packets(received),
            };
        }
    }

    /// <summary>Every sixth hour somebody tries the ports of one server, one after the other, and is turned away.</summary>
    private static IEnumerable<Flow> Scan(SlotTime time)
    {
        const int PortsASlot = 20;
        var slotOfSixHours = time.Start % (6 * 3_600_000) / SlotMilliseconds;
        if (slotOfSixHours >= 50) yield break;
        for (var port = 1; port <= PortsASlot; port++)
        {
            yield return new()
            {
                FirstSeen = time.Start, LastSeen = time.Start + (port * 100), ExporterIp = DemoNetwork.Firewall,
                SrcIp = DemoNetwork.Scanner, SrcPort = 40_000, DstIp = DemoNetwork.Scanned, DstPort = (int)(slotOfSixHours * PortsASlot) + port,
                Protocol = Tcp, TcpFlags = 0x02, Bytes = 60, RequestBytes = 60, Packets = 1,
                Action = Actions.Drop, Rule = "default-deny", LogType = "internet", FwInstanceId = "fw-office",
            };
        }
    }

    /// <summary>Every five minutes, day and night, one host reports to the same server with the same few bytes.</summary>
    private static IEnumerable<Flow> Beacon(SlotTime time)
    {
        if (time.Start % 300_000 != 0) yield break;
        yield return new()
        {
            FirstSeen = time.Start, LastSeen = time.Start + 400, SrcIp = DemoNetwork.Infected, SrcPort = 51_515,
            DstIp = DemoNetwork.CommandServer, DstPort = 8443, Protocol = Tcp, TcpFlags = SynAck | 0x01, Version = 9,
            Bytes = 512, RequestBytes = 512, Packets = 4, InIf = 2, OutIf = 1,
        };
    }

    /// <summary>The first few of <paramref name="count"/> are picked most often.</summary>
    private static int Skewed(Random random, int count) => (int)(count * Math.Pow(random.NextDouble(), 2.5));

    /// <summary>Most are small, a few are large; the mean is about <paramref name="typical"/>.</summary>
    private static long Spread(Random random, int typical) => 40 + (long)(typical * -Math.Log(1 - random.NextDouble()));

    private static long Packets(long bytes) => 1 + (bytes / 1_200);

    private readonly record struct SlotTime(long Start, Random Random)
    {
        /// <summary>0.25 at night, 1 at noon, UTC.</summary>
        public double Busyness => 0.625 - (0.375 * Math.Cos(2 * Math.PI * (Start % 86_400_000) / 86_400_000));

        /// <summary>A flow that ends in this slot and began up to 20 s before.</summary>
        public (long First, long Last) Flow()
        {
            var last = Start + Random.NextInt64(SlotMilliseconds);
            return (last - Random.NextInt64(20_000), last);
        }
    }
}
