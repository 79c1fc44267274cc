using System.Text;
using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class NotAMessageTests
{
    private const string Flow = $"{{{Sample.Least}}}";

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    [InlineData("{}")]
    [InlineData("{}\n{}")]
    [InlineData("""{"hello":"world","id":"x","@timestamp":5}""")]
    [InlineData("""{"batch_id":"b"}""")]
    [InlineData("""{"message":{"flows":[]}}""")]
    [InlineData("""{"messageType":[],"message":"{}"}""")]
    [InlineData("""{"messageType":[],"message":{"messageType":[],"message":{"flows":[]}}}""")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("flows")]
    [InlineData("[{}")]
    [InlineData("[{},]")]
    [InlineData("{'src_ip':1}")]
    [InlineData("""{"flows":{}}""")]
    [InlineData("""{"flows":null}""")]
    [InlineData("""{"flows":null,"batch_id":"b"}""")]
    [InlineData("{" + Sample.Least + ""","flows":"many"}""")]
    [InlineData("""{"flows":[],"flows":[]}""")]
    [InlineData("""{"flows":[]} {"flows":[]}""")]
    [InlineData("[] []")]
    [InlineData("""{"flows":[],"batch_id":{}}""")]
    [InlineData("""{"flows":[],"batch_id":[1]}""")]
    [InlineData("""{"flows":[],"batch_id":true}""")]
    [InlineData("""{"flows":[],"batch_id":"\ud800"}""")]
    [InlineData("""{"flows":[],"batch_id":"a","batch_id":"b"}""")]
    [InlineData(Flow + "\n{\"src_ip\":\n" + Flow)]
    [InlineData(Flow + "\n5\n" + Flow)]
    [InlineData(Flow + "\nnonsense")]
    public void A_body_that_is_no_message_is_refused_whole(string body)
    {
        var refusal = Assert.Throws<NotAMessageException>(() => Sample.Decode(body));
        Assert.False(refusal.IsTooLarge);
        Assert.NotEmpty(refusal.Message);
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x80)]
    [InlineData(0xC3)]
    public void Invalid_utf8_in_any_text_is_no_message(byte bad)
    {
        var body = Encoding.UTF8.GetBytes($$"""[{ {{Sample.Least}},"unknown":"?"}]""");
        body[Array.IndexOf(body, (byte)'?')] = bad;
        Assert.Throws<NotAMessageException>(() => Sample.Decode(body));
    }

    [Fact]
    public void A_body_past_16_MiB_is_refused_as_too_large()
    {
        var body = new byte[NotAMessageException.MaxBodyBytes + 1];
        Array.Fill(body, (byte)' ');
        body[0] = (byte)'[';
        body[^2] = (byte)']';
        Assert.True(Assert.Throws<NotAMessageException>(() => Sample.Decode(body)).IsTooLarge);
        Assert.Empty(Sample.Decode(body[..^1]).Records);
    }

    [Fact]
    public void JSON_deeper_than_any_message_is_refused()
    {
        var deep = new string('[', 1_000_000) + new string(']', 1_000_000);
        Assert.Throws<NotAMessageException>(() => Sample.Decode(deep));
        Assert.Throws<NotAMessageException>(() => Sample.Decode($$"""{"flows":[{"x":{{deep}}}]}"""));
    }

    [Fact]
    public void More_records_than_flows_could_fill_the_largest_body_are_refused()
    {
        Assert.Equal(578_524, Sample.Decode($"[0{string.Concat(Enumerable.Repeat(",0", 578_523))}]").Records.Count);
        Assert.Throws<NotAMessageException>(() => Sample.Decode($"[0{string.Concat(Enumerable.Repeat(",0", 578_524))}]"));
    }

    [Fact]
    public void A_batch_id_is_of_200_characters_at_most()
    {
        var longest = new string('東', 200);
        Assert.Equal(longest, Sample.Decode($$"""{"batch_id":"{{longest}}","flows":[]}""").DeclaredId);
        Assert.Throws<NotAMessageException>(() => Sample.Decode($$"""{"batch_id":"{{longest}}x","flows":[]}"""));
    }
}
