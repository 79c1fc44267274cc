namespace Sentinel.Flows.Tests.Decoding;

public sealed class FaultsTests
{
    [Fact]
    public void All_that_is_wrong_with_a_record_is_told_in_the_producers_words()
    {
        const string Record = """
            {"ip_src":"10.0.0.256","destination_ip":"fe80::1%eth0","port_src":70000,"packets":-1,"proto":"nonsense","end_time":"soon",
             "direction":"up","action":"maybe","common_name":5,"asset_tags":[1],"exporter":"none","request_byte":"x","next_hop":1}
            """;
        Assert.Equal(
            [
                "ip_src", "destination_ip", "port_src", "packets", "proto", "end_time", "direction", "action", "common_name", "asset_tags",
                "exporter", "request_byte", "next_hop",
            ],
            Sample.Faulty(Record));
    }

    [Theory]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.1.1")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.1/32")]
    [InlineData("10.0.0.1:80")]
    [InlineData("[::1]")]
    [InlineData("::1::")]
    [InlineData("host.example.com")]
    [InlineData(" 10.0.0.1")]
    [InlineData("0x0a000001")]
    public void What_is_no_address_is_a_fault(string text) => Assert.Equal(["next_hop"], Sample.FaultyWith($"\"next_hop\":\"{text}\""));

    [Fact]
    public void A_flow_needs_both_ends_and_a_time()
    {
        Assert.Equal(["src_ip", "dst_ip", "last_seen"], Sample.Faulty("{}"));
        Assert.Equal(["dst_ip"], Sample.Faulty("""{"src_ip":"::1","dst_ip":null,"last_seen":1}"""));
        Assert.Equal(["dst_ip"], Sample.Faulty("""{"src_ip":"::1","dst_ip":"","last_seen":1}"""));
    }

    [Fact]
    public void Faulty_neighbours_cost_no_more_than_their_text()
    {
        var message = Sample.Decode($$"""{"exporter_ip":5,"flows":[{{string.Join(',', Enumerable.Repeat("{}", 1000))}}]}""");
        Assert.All(message.Records, record => Assert.Same(message.Records[0].Faults, record.Faults));
        Assert.Equal(4, message.Records[0].Faults.Count);
    }
}
