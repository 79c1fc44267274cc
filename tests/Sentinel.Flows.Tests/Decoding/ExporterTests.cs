using Sentinel.Contracts;
using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class ExporterTests
{
    private static readonly string Silent = $"{{{Sample.Least}}}";
    private static readonly string Named = $$"""{ {{Sample.Least}},"exporter_ip":"192.0.2.1"}""";

    [Fact]
    public void The_flows_own_exporter_stands_before_the_batchs()
    {
        var batch = Sample.Decode($$"""{"exporter_ip":"192.0.2.2","flows":[{{Named}},{{Silent}}]}""");
        Assert.Equal(["192.0.2.1", "192.0.2.2"], Exporters(batch));

        var unnamed = Sample.Decode($$"""{"flows":[{{Named}},{{Silent}}]}""");
        Assert.Equal(["192.0.2.1", "0.0.0.0"], Exporters(unnamed));
        Assert.Null(unnamed.ExporterIp);
    }

    [Theory]
    [InlineData("\"nonsense\"")]
    [InlineData("5")]
    [InlineData("{\"a\":1}")]
    [InlineData("\"192.0.2.2\",\"exporter\":\"192.0.2.3\"")]
    public void A_bad_exporter_of_the_batch_faults_the_records_that_rely_on_it(string exporter)
    {
        var message = Sample.Decode($$"""{"flows":[{{Named}},{{Silent}},{"exporter_ip":"?"},{}],"exporter":{{exporter}}}""");
        Assert.NotNull(message.Records[0].Flow);
        Assert.Null(message.Records[1].Flow);
        Assert.Equal(["exporter"], Sample.Members(message.Records[1]));
        Assert.Equal(["exporter_ip", "src_ip", "dst_ip", "last_seen"], Sample.Members(message.Records[2]));
        Assert.Equal(["src_ip", "dst_ip", "last_seen", "exporter"], Sample.Members(message.Records[3]));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void An_empty_exporter_is_none(string exporter)
    {
        var message = Sample.Decode($$"""{"exporter_ip":{{exporter}},"flows":[{ {{Sample.Least}},"exporter_ip":{{exporter}}}]}""");
        Assert.Equal(Address.UnspecifiedV4, message.Records[0].Flow!.ExporterIp);
    }

    [Fact]
    public void A_v4_address_in_v6_dress_is_v4() =>
        Assert.Equal(Address.Parse("192.0.2.7"), Sample.With("""  "exporter":"::FFFF:192.0.2.7" """).ExporterIp);

    private static string[] Exporters(DecodedMessage message) => [.. message.Records.Select(record => record.Flow!.ExporterIp.ToString())];
}
