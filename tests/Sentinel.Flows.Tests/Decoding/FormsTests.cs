using Sentinel.Contracts;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class FormsTests
{
    private static readonly string Flow = $"{{{Sample.Least}}}";

    [Fact]
    public void A_batch_gives_its_flows_its_id_and_its_exporter()
    {
        var message = Sample.Decode($$"""{"batch_id":"b-1","exporter_ip":"192.0.2.9","flows":[{{Flow}},{{Flow}}]}""");
        Assert.Equal("b-1", message.DeclaredId);
        Assert.Equal(Address.Parse("192.0.2.9"), message.ExporterIp);
        Assert.Equal(2, message.Records.Count);
        Assert.All(message.Records, record => Assert.Equal(message.ExporterIp, record.Flow!.ExporterIp));
        Assert.Equal(0, message.UnknownMembers);
    }

    [Fact]
    public void Members_of_a_batch_come_in_any_order()
    {
        var message = Sample.Decode($$"""{"flows":[{{Flow}}],"exporter":"192.0.2.9","batch_id":"b-1"}""");
        Assert.Equal("b-1", message.DeclaredId);
        Assert.Equal(Address.Parse("192.0.2.9"), message.Records[0].Flow!.ExporterIp);
    }

    /// <summary>pmacct's primitive of that name.</summary>
    [Theory]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("\"\\u0037\"", 7)]
    [InlineData("null", 1)]
    public void A_number_named_flows_is_a_bare_records_count_of_flows(string flows, long count)
    {
        var message = Sample.Decode($$"""{ {{Sample.Least}},"flows":{{flows}}}""");
        Assert.Equal(count, Assert.Single(message.Records).Flow!.FlowCount);
        Assert.Equal(0, message.UnknownMembers);
    }

    [Fact]
    public void An_envelope_is_the_batch_in_it()
    {
        var batch = $$"""{"batch_id":"b-1","flows":[{{Flow}}]}""";
        var bare = Sample.Decode(batch);
        var wrapped = Sample.Decode($$"""{"messageId":"m","messageType":["urn:message:Sentinel.Contracts:FlowBatch"],"message":{{batch}},"sentTime":"x"}""");
        Assert.Equal(bare.Identity, wrapped.Identity);
        Assert.Equal("b-1", wrapped.DeclaredId);
        Assert.Equal(0, wrapped.UnknownMembers);
        Assert.Equal(Flow, Sample.TextOf(wrapped.Records[0]));
    }

    [Fact]
    public void An_envelope_may_be_written_in_camel_case()
    {
        var wrapped = Sample.Decode("""
            {"messageType":["urn:message:Router:FlowBatch"],"message":{"batchId":"b-1","exporterIp":"192.0.2.9",
            "flows":[{"srcIp":"10.0.0.1","dstIp":"10.0.0.2","dstPort":443,"lastSeen":1763640000000,"flowCount":3,"subscriberId":null}]}}
            """);
        var flow = Assert.Single(wrapped.Records).Flow!;
        Assert.Equal(("b-1", Address.Parse("192.0.2.9"), 0), (wrapped.DeclaredId, flow.ExporterIp, wrapped.UnknownMembers));
        Assert.Equal((Address.Parse("10.0.0.1"), Address.Parse("10.0.0.2"), 443, 1_763_640_000_000, 3), (flow.SrcIp, flow.DstIp, flow.DstPort, flow.LastSeen, flow.FlowCount));
    }

    [Theory]
    [InlineData("{0}", 1)]
    [InlineData("[{0},{0}]", 2)]
    public void An_envelope_may_hold_what_stands_alone_too(string form, int count)
    {
        var inner = form.Replace("{0}", Flow, StringComparison.Ordinal);
        var wrapped = Sample.Decode($$"""{"message":{{inner}},"messageType":[]}""");
        Assert.Equal(count, wrapped.Records.Count);
        Assert.Equal(Sample.Decode(inner).Identity, wrapped.Identity);
    }

    [Fact]
    public void A_flow_stands_alone() => Assert.Equal(Flow, Sample.TextOf(Assert.Single(Sample.Decode($"\n {Flow}\n").Records)));

    [Fact]
    public void Flows_stand_in_an_array() => Assert.Equal(2, Sample.Decode($"[{Flow} , {Flow}]").Records.Count);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n")]
    public void Flows_stand_on_lines(string newLine)
    {
        var message = Sample.Decode($"{Flow}{newLine}{Flow}{newLine}");
        Assert.Equal(2, message.Records.Count);
        Assert.All(message.Records, record => Assert.Equal(Flow, Sample.TextOf(record)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"flows":[]}""")]
    [InlineData("""{"message":{"flows":[]},"messageType":["x"]}""")]
    public void A_message_may_hold_no_flow(string body) => Assert.Empty(Sample.Decode(body).Records);

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        var message = Sample.Decode("\uFEFF" + Flow);
        Assert.Equal(Flow, Sample.TextOf(Assert.Single(message.Records)));
    }

    [Fact]
    public void A_name_may_be_escaped()
    {
        var message = Sample.Decode("""{"fl\u006fws":[{"src\u005fip":"10.0.0.1","dst_ip":"\u0031\u0030.0.0.2","last_seen":"\u0035"}]}""");
        var flow = message.Records[0].Flow!;
        Assert.Equal(("10.0.0.1", "10.0.0.2", 5L), (flow.SrcIp.ToString(), flow.DstIp.ToString(), flow.LastSeen));
    }

    [Fact]
    public void What_no_field_knows_is_ignored_and_counted()
    {
        var message = Sample.Decode($$"""{"host":{"a":[1,{}]},"src_ip":5,"flows":[{ {{Sample.Least}},"x":[[{"y":1}]],"@timestamp":1,"id":"a","\ud800":0}]}""");
        Assert.Equal(2 + 4, message.UnknownMembers);
        Assert.NotNull(message.Records[0].Flow);
    }

    [Fact]
    public void A_bad_record_keeps_its_text_and_its_neighbours()
    {
        var message = Sample.Decode($$"""{"flows":[{{Flow}},{"src_ip" : "x"}, 7 ,{},[{}],{{Flow}}]}""");
        Assert.Equal([true, false, false, false, false, true], message.Records.Select(record => record.Flow is not null));
        Assert.Equal(["""{"src_ip" : "x"}""", "7", "{}", "[{}]"], message.Records.Skip(1).Take(4).Select(Sample.TextOf).ToArray());
        Assert.Equal(["src_ip", "dst_ip", "last_seen"], Sample.Members(message.Records[1]));
        Assert.Equal([""], Sample.Members(message.Records[2]));
        Assert.Equal(["src_ip", "dst_ip", "last_seen"], Sample.Members(message.Records[3]));
    }
}
