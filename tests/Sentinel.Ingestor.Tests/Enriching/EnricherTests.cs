using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Enriching;

public sealed class EnricherTests : IDisposable
{
    private readonly OperatorFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.1", "outbound")]
    [InlineData("192.0.2.1", "172.31.255.255", "inbound")]
    [InlineData("192.168.1.1", "100.64.0.1", "internal")]
    [InlineData("172.32.0.0", "100.128.0.0", "external")]
    [InlineData("169.254.1.1", "169.255.0.0", "outbound")]
    [InlineData("fd00::1", "2001:db8::1", "outbound")]
    [InlineData("2001:db8::1", "fe80::1", "inbound")]
    [InlineData("fc00::1", "febf::1", "internal")]
    [InlineData("fe00::1", "fec0::1", "external")]
    [InlineData("::ffff:10.0.0.1", "::a00:1", "outbound")]
    public async Task Direction_comes_from_the_addresses_where_the_producer_is_silent(string source, string destination, string direction)
    {
        var flow = Some.Flow(flow => (flow.SrcIp, flow.DstIp) = (Address.Parse(source), Address.Parse(destination)));

        (await files.EnricherAsync()).Enrich([flow]);

        Assert.Equal(direction, flow.Direction);
    }

    [Fact]
    public async Task What_the_producer_says_of_the_direction_stays()
    {
        var flow = Some.Flow(flow => flow.Direction = Directions.External);

        (await files.EnricherAsync()).Enrich([flow]);

        Assert.Equal(Directions.External, flow.Direction);
    }

    [Theory]
    [InlineData("0.0.0.0", "203.0.113.9")]
    [InlineData("192.0.2.2", "192.0.2.2")]
    public async Task The_default_exporter_stands_where_the_message_names_none(string named, string exporter)
    {
        var flow = Some.Flow(flow => flow.ExporterIp = Address.Parse(named));

        (await files.EnricherAsync(("Sentinel:Ingest:DefaultExporter", "203.0.113.9"))).NameExporters([flow]);

        Assert.Equal(exporter, flow.ExporterIp.ToString());
    }
}
