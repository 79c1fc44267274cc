using System.Text;
using Sentinel.Contracts;
using Sentinel.Flows.Merging;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class IdentityTests
{
    private static readonly string Flows = $"[{{{Sample.Least}}}]";

    [Fact]
    public void The_identity_of_a_batch_is_its_id_its_exporter_and_the_bytes_of_its_flows()
    {
        var message = Sample.Decode($$"""{"flows":{{Flows}},"sent":1,"batch_id":"b","exporter_ip":"::ffff:192.0.2.9"}""");
        Assert.Equal(MessageIdentity.Of("b", Address.Parse("192.0.2.9"), Encoding.UTF8.GetBytes(Flows)), message.Identity);
    }

    [Fact]
    public void In_other_forms_it_is_the_bytes_of_the_body()
    {
        var body = Flows + "\n";
        Assert.Equal(MessageIdentity.Of(null, null, Encoding.UTF8.GetBytes(body)), Sample.Decode(body).Identity);
        Assert.NotEqual(Sample.Decode(body).Identity, Sample.Decode(Flows).Identity);
    }

    [Theory]
    [InlineData("\"b\"", "b")]
    [InlineData("17", "17")]
    [InlineData("null", "m")]
    [InlineData("\"\"", "m")]
    public void A_batch_id_stands_before_the_message_id(string batchId, string declared)
    {
        var message = Sample.Decode($$"""{"batch_id":{{batchId}},"flows":{{Flows}}}""", new(MessageId: "m"));
        Assert.Equal(declared, message.DeclaredId);
        Assert.Equal(MessageIdentity.Of(declared, null, Encoding.UTF8.GetBytes(Flows)), message.Identity);
    }

    [Fact]
    public void Without_either_nothing_is_declared()
    {
        Assert.Null(Sample.Decode(Flows).DeclaredId);
        Assert.Null(Sample.Decode(Flows, new(MessageId: "")).DeclaredId);
        Assert.Equal("m", Sample.Decode(Flows, new(MessageId: "m")).DeclaredId);
    }
}
