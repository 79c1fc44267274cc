using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Benchmarks.Labels;

/// <summary>Files as a large operator has them, and the addresses and domains in them.</summary>
internal sealed class OperatorFiles
{
    private const int Exporters = 200;
    private const int Lists = 4;

    private readonly Random random;
    private readonly List<string> prefixes;
    private readonly List<string> indicators;

    public OperatorFiles(string folder, int prefixes, int indicators, int seed)
    {
        random = new(seed);
        (Inventory, Threats) = (Directory.CreateDirectory(Path.Combine(folder, "inventory")).FullName, Directory.CreateDirectory(Path.Combine(folder, "threats")).FullName);
        this.prefixes = [.. Enumerable.Range(0, prefixes).Select(_ => SomePrefix()).Distinct(StringComparer.Ordinal)];
        this.indicators = [.. Enumerable.Range(0, indicators).Select(number => SomeIndicator(number))];
    }

    public string Inventory { get; }

    public string Threats { get; }

    public int Prefixes => prefixes.Count;

    public int Indicators => indicators.Count;

    public void Write()
    {
        WriteLines(Path.Combine(Inventory, "exporters.csv"), Enumerable.Range(0, Exporters)
            .Select(number => $"10.255.0.{number},project-{number % 7},fw-{number},,vgw-{number % 3},internet").Prepend("exporter_ip,project_id,fw_instance_id,enterprise_project_id,vgw_id,log_type"));
        WriteLines(Path.Combine(Inventory, "networks.csv"), prefixes
            .Select((prefix, number) => $"{prefix},region-{number % 40},C{number % 90},{(number % 2 == 0 ? $"asset-{number},server,prod;tier-{number % 5}" : ",,")}")
            .Prepend("prefix,region,country,asset_name,asset_kind,asset_tags"));
        foreach (var list in indicators.Index().GroupBy(indicator => indicator.Index % Lists, indicator => indicator.Item))
            WriteLines(Path.Combine(Threats, $"list-{list.Key}.txt"), list);
    }

    /// <summary>20,000 clients and 100,000 servers, some asked far more often than others; one in a hundred servers is on a list.</summary>
    public Conversation[] Traffic(int count)
    {
        var clients = Enumerable.Range(0, 20_000).Select(_ => Prefix.Parse(prefixes[random.Next(Prefixes)]).Last).ToArray();
        var servers = Enumerable.Range(0, 100_000).Select(_ => (Address: random.Next(100) == 0 ? SomeListed() : SomeV4(), Host: SomeHost(listed: 100))).ToArray();
        var (client, server) = (new Zipf(clients.Length), new Zipf(servers.Length));
        return Between(count, () => clients[client.Next(random)], () => servers[server.Next(random)]);
    }

    /// <summary>Ends that are all drawn anew, so that no cache helps: half of them are in the inventory, a tenth is on a list.</summary>
    public Conversation[] Strangers(int count) => Between(count, SomeEnd, () => (SomeEnd(), SomeHost(listed: 10)));

    private Conversation[] Between(int count, Func<Address> client, Func<(Address Address, string Host)> server)
    {
        return [.. Enumerable.Range(0, count).Select(_ => Between(client(), server()))];

        Conversation Between(Address client, (Address Address, string Host) server) =>
            new(Address.FromV4(0x0AFF_0000 + (uint)random.Next(2 * Exporters)), client, server.Address, random.Next(2) == 0 ? server.Host : null);
    }

    private static void WriteLines(string path, IEnumerable<string> lines) => File.WriteAllLines(path, lines);

    private string SomeHost(int listed) => random.Next(listed) == 0 ? $"www.{DomainOf(random.Next(Indicators))}" : $"www.site-{random.Next()}.example";

    private Address SomeListed() => Prefix.TryParse(indicators[random.Next(Indicators)], out var listed) ? listed.First : SomeV4();

    private Address SomeEnd() => random.Next(10) switch
    {
        0 => SomeListed(),
        < 6 => Prefix.Parse(prefixes[random.Next(Prefixes)]).Last,
        6 => SomeV6(),
        _ => SomeV4(),
    };

    private string SomePrefix() => random.Next(10) switch
    {
        < 2 => $"{SomeV6()}/{random.Next(32, 65).ToString(CultureInfo.InvariantCulture)}",
        < 5 => $"{SomeV4()}/32",
        _ => $"{SomeV4()}/{random.Next(12, 31).ToString(CultureInfo.InvariantCulture)}",
    };

    private string SomeIndicator(int number) => random.Next(20) switch
    {
        < 10 => DomainOf(number),
        < 18 => SomeV4().ToString(),
        18 => SomeV6().ToString(),
        _ => $"{SomeV4()}/{random.Next(20, 32).ToString(CultureInfo.InvariantCulture)}",
    };

    private static string DomainOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{(uint)number * 2_654_435_761 % 1_000_003:x}-login.bad-{number}.example");

    private Address SomeV4() => Address.FromV4((uint)random.NextInt64(1L << 32));

    private Address SomeV6() => Address.FromParts(0x2001_0db8_0000_0000UL | (ulong)random.NextInt64(1L << 32), (ulong)random.NextInt64());
}
