using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Benchmarks.Endpoints;

/// <summary>
/// The seven days before now, in the order of time: a network of 20,000 hosts with 2,000 subscribers behind two firewalls,
/// 100,000 servers under 5,000 names in six regions, all of them zipf; one flow in a thousand meets a threat list.
/// </summary>
internal sealed class WeekOfTraffic(int rows, int seed)
{
    public const string Project = "9d80d070b6d44942af73c9c3d38e0429";
    public const string Firewall = "2af58b7c-893c-4453-a984-bdd9b1bd6318";
    public const string Subscriber = "client-0001";

    private const int Exporters = 4;

    private static readonly string[] Apps = ["HTTPS", "DNS", "QUIC", "SSH", "RDP", "SMTP", "IMAP", "NTP", "SIP", "ANY"];
    private static readonly string[] Regions = ["Frankfurt", "Dublin", "Virginia", "Singapore", "Tokyo", "Sydney"];
    private static readonly int[] Ports = [443, 53, 443, 22, 3389, 25, 993, 123, 5060, 80];
    private static readonly int[] Protocols = [6, 17, 17, 6, 6, 6, 6, 17, 17, 6];

    private readonly Zipf hosts = new(20_000);
    private readonly Zipf servers = new(100_000);
    private readonly Zipf apps = new(Apps.Length);
    private readonly Zipf names = new(5_000);
    private readonly Zipf regions = new(Regions.Length);
    private readonly Random random = new(seed);

    public int Rows { get; } = rows;

    /// <summary>Epoch ms, like <see cref="Start"/>.</summary>
    public long End { get; } = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public long Start => End - (7 * Window.DayMilliseconds);

    /// <summary>The rows; once.</summary>
    public IEnumerable<FlowRow> Make()
    {
        for (var made = 0; made < Rows; made++)
        {
            var flow = FlowAt(Start + (long)((double)(made + 1) / Rows * (End - Start)));
            yield return new(new(flow.Window.Minute, (ulong)random.NextInt64()), flow);
        }
    }

    private Flow FlowAt(long time)
    {
        var (host, app, packets, inbound, threat) = (hosts.Next(random), apps.Next(random), random.NextInt64(1, 1_000), random.Next(5) == 0, random.Next(1_000) == 0);
        var (inside, outside) = (Address.FromV4(0x0A00_0000 + (uint)host), Address.FromV4(0xC633_0000 + (uint)servers.Next(random)));
        var (request, response) = (packets * random.NextInt64(40, 200), packets * random.NextInt64(40, 1_400));
        var name = $"www{names.Next(random)}.example.net";
        return new()
        {
            FirstSeen = time - random.NextInt64(60_000),
            LastSeen = time,
            SrcIp = inbound ? outside : inside,
            DstIp = inbound ? inside : outside,
            ExporterIp = Address.FromV4(0xC000_0201 + (uint)(host % Exporters)),
            SrcPort = random.Next(1_024, 65_536),
            DstPort = Ports[app],
            Protocol = Protocols[app],
            TcpFlags = random.Next(64),
            Version = 9,
            RequestBytes = request,
            ResponseBytes = response,
            Bytes = request + response,
            Packets = packets,
            Direction = inbound ? Directions.Inbound : Directions.Outbound,
            Action = random.Next(20) == 0 ? Actions.Drop : Actions.Allow,
            SubscriberId = host % 10 < 7 ? $"client-{host % 2_000:0000}" : null,
            App = Apps[app],
            DstHost = inbound ? null : name,
            ProjectId = Project,
            FwInstanceId = host % 3 == 0 ? "d1b0a7e3-second" : Firewall,
            LogType = "internet",
            SrcRegion = inbound ? Regions[regions.Next(random)] : Regions[0],
            DstRegion = inbound ? Regions[0] : Regions[regions.Next(random)],
            ThreatIp = threat ? outside : null,
            ThreatHost = threat && !inbound ? name : null,
            ThreatList = threat ? "blocklist" : null,
        };
    }
}
