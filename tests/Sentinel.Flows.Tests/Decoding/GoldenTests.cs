namespace Sentinel.Flows.Tests.Decoding;

public sealed class GoldenTests
{
    [Fact]
    public void Pmacctd_with_history_is_read()
    {
        var message = Sample.Decode(Sample.Golden("pmacctd-history.json"));
        Assert.Equal(
            [
                """{"first_seen":1795262400000,"last_seen":1795262431000,"src_ip":"127.0.0.1","dst_ip":"127.0.0.1","exporter_ip":"0.0.0.0","src_port":41718,"dst_port":5672,"protocol":6,"tcp_flags":24,"version":0,"bytes":4660,"packets":12,"request_bytes":4660,"response_bytes":0,"flow_count":1,"action":"allow"}""",
                """{"first_seen":1795262400000,"last_seen":1795262431000,"src_ip":"::1","dst_ip":"::1","exporter_ip":"0.0.0.0","src_port":0,"dst_port":0,"protocol":58,"tcp_flags":0,"version":0,"bytes":208,"packets":2,"request_bytes":208,"response_bytes":0,"flow_count":1,"action":"allow"}""",
            ],
            message.Records.Select(record => Sample.JsonOf(record.Flow!)).ToArray());
        Assert.Equal(2, message.UnknownMembers);
    }

    [Fact]
    public void Pmacctd_with_timestamps_is_read() =>
        Assert.Equal(
            """{"first_seen":1795279679428,"last_seen":1795279679428,"src_ip":"127.0.0.1","dst_ip":"127.0.0.1","exporter_ip":"0.0.0.0","src_port":56994,"dst_port":9599,"protocol":6,"tcp_flags":2,"version":0,"bytes":60,"packets":1,"request_bytes":60,"response_bytes":0,"flow_count":1,"action":"allow"}""",
            Sample.JsonOf(Sample.Only(Sample.Golden("pmacctd-timestamps.json"))));

    [Fact]
    public void A_MassTransit_envelope_is_read()
    {
        var message = Sample.Decode(Sample.Golden("masstransit-envelope.json"));
        Assert.Equal("01940000-0000-7000-8000-000000000001", message.DeclaredId);
        Assert.Equal(0, message.UnknownMembers);
        Assert.Equal(
            """{"first_seen":1795262400000,"last_seen":1795262430000,"src_ip":"10.0.0.7","dst_ip":"2001:db8::80","exporter_ip":"192.0.2.1","src_port":41718,"dst_port":443,"protocol":6,"tcp_flags":27,"version":0,"bytes":49200,"packets":64,"request_bytes":1200,"response_bytes":48000,"flow_count":1,"direction":"outbound","action":"allow","subscriber_id":"imsi-001010000000007","asset_tags":["lab","dmz"]}""",
            Sample.JsonOf(Assert.Single(message.Records).Flow!));
    }
}
