using System.Text;
using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;
using Sentinel.Flows.Publishing;

namespace Sentinel.Flows.Tests.Publishing;

public sealed class ResendOrderTests
{
    private static readonly RecordId Row = MessageIdentity.Of("m", null, default).RecordIdOf(7);

    [Fact]
    public void An_order_is_read_as_it_is_written()
    {
        Assert.True(ResendOrder.TryRead(new ResendOrder(Row).Write(), out var order));
        Assert.Equal(Row, order.Row);
    }

    [Fact]
    public void To_who_does_not_know_it_an_order_is_no_message() =>
        Assert.Throws<NotAMessageException>(() => FlowDecoder.Decode(new ResendOrder(Row).Write(), default));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"resend":""}""")]
    [InlineData("""{"resend":"x"}""")]
    [InlineData("""{"resend":"0123456789012345678901","flows":[]}""")]
    [InlineData("""{"resend":"}""")]
    public void Nothing_else_is_one(string body) => Assert.False(ResendOrder.TryRead(Encoding.UTF8.GetBytes(body), out _));
}
