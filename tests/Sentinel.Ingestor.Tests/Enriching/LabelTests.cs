using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Enriching;

/// <summary>What a flow gets from inventory and threat lists, and what its producer has said already.</summary>
public sealed class LabelTests : IDisposable
{
    private readonly OperatorFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task The_exporter_tells_project_instance_and_kind_of_border_where_the_producer_is_silent()
    {
        files.Exporters("203.0.113.9,p1,fw1,ep1,vgw1,internet", "203.0.113.8,p2,fw2,,,");

        var silent = await LabelledAsync(flow => flow.ExporterIp = Address.Parse("203.0.113.9"));
        var outspoken = await LabelledAsync(flow => (flow.ExporterIp, flow.ProjectId, flow.LogType) = (Address.Parse("203.0.113.9"), "mine", "vpc"));
        var sparse = await LabelledAsync(flow => flow.ExporterIp = Address.Parse("203.0.113.8"));
        var unknown = await LabelledAsync(flow => flow.ExporterIp = Address.Parse("203.0.113.7"));

        Assert.Equal(("p1", "fw1", "ep1", "vgw1", "internet"), ContextOf(silent));
        Assert.Equal(("mine", "fw1", "ep1", "vgw1", "vpc"), ContextOf(outspoken));
        Assert.Equal(("p2", "fw2", null, null, null), ContextOf(sparse));
        Assert.Equal((null, null, null, null, null), ContextOf(unknown));

        static (string? Project, string? Instance, string? EnterpriseProject, string? Gateway, string? LogType) ContextOf(Flow flow) =>
            (flow.ProjectId, flow.FwInstanceId, flow.EnterpriseProjectId, flow.VgwId, flow.LogType);
    }

    [Fact]
    public async Task The_default_exporter_has_a_context_too()
    {
        files.Exporters("203.0.113.9,p1,fw1,,,");
        var flow = Some.Flow();

        var enricher = await files.EnricherAsync(("Sentinel:Ingest:DefaultExporter", "203.0.113.9"));
        enricher.NameExporters([flow]);
        enricher.Enrich([flow]);

        Assert.Equal("p1", flow.ProjectId);
    }

    [Fact]
    public async Task Each_end_has_its_region_and_country_where_the_producer_is_silent()
    {
        files.Networks("10.0.0.0/8,Berlin,DE,,,", "192.0.2.0/24,Lyon,FR,,,");

        var silent = await LabelledAsync();
        var outspoken = await LabelledAsync(flow => (flow.SrcRegion, flow.DstCountry) = ("Bonn", "CH"));

        Assert.Equal(("Berlin", "DE", "Lyon", "FR"), (silent.SrcRegion, silent.SrcCountry, silent.DstRegion, silent.DstCountry));
        Assert.Equal(("Bonn", "DE", "Lyon", "CH"), (outspoken.SrcRegion, outspoken.SrcCountry, outspoken.DstRegion, outspoken.DstCountry));
    }

    [Fact]
    public async Task An_address_of_an_asset_is_inside_wherever_it_lies()
    {
        files.Networks("198.51.100.0/24,,,dmz,,", "203.0.113.0/24,,,,site,");

        Assert.Equal(Directions.Inbound, (await LabelledAsync(Ends("192.0.2.1", "198.51.100.7"))).Direction);
        Assert.Equal(Directions.Internal, (await LabelledAsync(Ends("10.0.0.1", "198.51.100.7"))).Direction);
        Assert.Equal(Directions.External, (await LabelledAsync(Ends("192.0.2.1", "203.0.113.7"))).Direction);
    }

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.1", null, "source")]
    [InlineData("192.0.2.1", "10.0.0.2", null, "destination")]
    [InlineData("10.0.0.1", "10.0.0.2", null, "destination")]
    [InlineData("10.0.0.1", "10.0.0.3", null, "source")]
    [InlineData("10.0.0.1", "10.0.0.2", Directions.Outbound, "source")]
    [InlineData("10.0.0.1", "10.0.0.2", Directions.External, null)]
    [InlineData("10.0.0.3", "192.0.2.1", null, null)]
    public async Task The_asset_is_the_end_that_is_inside(string source, string destination, string? direction, string? name)
    {
        files.Networks("10.0.0.1,,,source,host,a;b", "10.0.0.2,,,destination,host,a;b");

        var flow = await LabelledAsync(flow =>
        {
            Ends(source, destination)(flow);
            flow.Direction = direction;
        });

        Assert.Equal(name, flow.AssetName);
        Assert.Equal(name is null ? null : "host", flow.AssetKind);
        Assert.Equal(name is null ? [] : ["a", "b"], flow.AssetTags);
    }

    [Fact]
    public async Task An_asset_that_the_producer_names_is_not_mixed_with_another()
    {
        files.Networks("10.0.0.0/8,,,web,server,prod");

        var same = await LabelledAsync(flow => flow.AssetName = "web");
        var other = await LabelledAsync(flow => flow.AssetName = "printer");
        var tagged = await LabelledAsync(flow => flow.AssetTags = ["mine"]);

        Assert.Equal(("web", "server", "prod"), (same.AssetName, same.AssetKind, Assert.Single(same.AssetTags)));
        Assert.Equal(("printer", null, 0), (other.AssetName, other.AssetKind, other.AssetTags.Count));
        Assert.Equal(("web", "server", "mine"), (tagged.AssetName, tagged.AssetKind, Assert.Single(tagged.AssetTags)));
    }

    [Theory]
    [InlineData("10.0.0.1", "203.0.113.5", null, "203.0.113.5", null, "addresses")]
    [InlineData("203.0.113.5", "10.0.0.1", "fine.example", "203.0.113.5", "source.example", "addresses")]
    [InlineData("203.0.113.5", "203.0.113.6", null, "203.0.113.6", null, "addresses")]
    [InlineData("10.0.0.1", "192.0.2.1", "www.evil.example", "192.0.2.1", "www.evil.example", "domains")]
    [InlineData("203.0.113.5", "192.0.2.1", "www.evil.example", "192.0.2.1", "www.evil.example", "domains")]
    [InlineData("10.0.0.1", "203.0.113.5", "www.evil.example", "203.0.113.5", "www.evil.example", "addresses")]
    [InlineData("10.0.0.1", "192.0.2.1", "fine.example", null, null, null)]
    public async Task The_threat_is_the_end_that_a_list_names_with_its_own_host(
        string source, string destination, string? host, string? address, string? threatHost, string? list)
    {
        files.Threats("addresses", "203.0.113.0/24").Threats("domains", "evil.example");

        var flow = await LabelledAsync(flow =>
        {
            Ends(source, destination)(flow);
            (flow.SrcHost, flow.DstHost) = ("source.example", host);
        });

        Assert.Equal((address, threatHost, list), (flow.ThreatIp?.ToString(), flow.ThreatHost, flow.ThreatList));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(97)]
    public async Task Flows_are_labelled_together_as_each_alone(int count)
    {
        files.Networks("10.0.0.0/8,Berlin,DE,,,", "10.0.0.7,,,printer,host,a", "2001:db8::/32,Lyon,FR,web,server,").Threats("bad", "203.0.113.0/24", "evil.example");
        var enricher = await files.EnricherAsync();
        string[] ends = ["10.0.0.1", "10.0.0.7", "192.0.2.1", "203.0.113.5", "2001:db8::1", "::1"];
        string?[] hosts = [null, "www.evil.example", "evil.example.org", "größe.example", "a"];
        var together = Enumerable.Range(0, count).Select(FlowOf).ToArray();

        enricher.Enrich(together);

        foreach (var (number, flow) in together.Index())
        {
            var alone = FlowOf(number);
            enricher.Enrich([alone]);
            Assert.Equal(LabelsOf(alone), LabelsOf(flow));
        }

        Flow FlowOf(int number) => Some.Flow(flow =>
            (flow.SrcIp, flow.DstIp, flow.DstHost) = (Address.Parse(ends[number % 6]), Address.Parse(ends[number / 6 % 6]), hosts[number % 5]));

        static string LabelsOf(Flow flow) =>
            string.Join(' ', flow.Direction, flow.SrcRegion, flow.DstRegion, flow.SrcCountry, flow.DstCountry, flow.AssetName, flow.AssetKind, flow.AssetTags.Count, flow.ThreatIp, flow.ThreatHost, flow.ThreatList);
    }

    [Fact]
    public async Task A_threat_that_the_producer_names_stays_as_it_is()
    {
        files.Threats("mine", "192.0.2.1");

        var flow = await LabelledAsync(flow => flow.ThreatList = "theirs");

        Assert.Equal((null, "theirs"), (flow.ThreatIp, flow.ThreatList));
    }

    private static Action<Flow> Ends(string source, string destination) => flow => (flow.SrcIp, flow.DstIp) = (Address.Parse(source), Address.Parse(destination));

    private async Task<Flow> LabelledAsync(Action<Flow>? change = null)
    {
        var flow = Some.Flow(change);
        (await files.EnricherAsync()).Enrich([flow]);
        return flow;
    }
}
