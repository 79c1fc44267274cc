namespace Sentinel.Flows.Tests.Decoding;

public sealed class BytesTests
{
    [Theory]
    [InlineData("\"bytes\":100", 100, 100, 0)]
    [InlineData("\"bytes\":100,\"request_bytes\":30", 100, 30, 70)]
    [InlineData("\"bytes\":100,\"response_byte\":30", 100, 70, 30)]
    [InlineData("\"bytes\":100,\"request_bytes\":30,\"response_bytes\":70", 100, 30, 70)]
    [InlineData("\"request_byte\":30,\"response_byte\":70", 100, 30, 70)]
    [InlineData("\"request_bytes\":30", 30, 30, 0)]
    [InlineData("\"response_bytes\":70", 70, 0, 70)]
    [InlineData("\"bytes\":null,\"request_bytes\":30,\"response_bytes\":\"\"", 30, 30, 0)]
    [InlineData("\"bytes\":0,\"request_bytes\":0", 0, 0, 0)]
    public void A_missing_part_is_the_rest(string members, long bytes, long request, long response)
    {
        var flow = Sample.With(members);
        Assert.Equal((bytes, request, response), (flow.Bytes, flow.RequestBytes, flow.ResponseBytes));
    }

    [Theory]
    [InlineData("\"bytes\":100,\"request_bytes\":30,\"response_bytes\":71")]
    [InlineData("\"bytes\":100,\"request_bytes\":101")]
    [InlineData("\"response_bytes\":101,\"bytes\":100")]
    [InlineData("\"bytes\":0,\"request_bytes\":1,\"response_bytes\":0")]
    public void A_sum_that_contradicts_its_parts_is_a_fault(string members) => Assert.Equal(["bytes"], Sample.FaultyWith(members));

    [Fact]
    public void Parts_whose_sum_no_field_can_hold_are_a_fault() =>
        Assert.Equal(["response_byte"], Sample.FaultyWith("\"request_byte\":9007199254740991,\"response_byte\":1"));

    [Fact]
    public void A_bad_part_is_told_once() => Assert.Equal(["request_bytes"], Sample.FaultyWith("\"bytes\":1,\"request_bytes\":-1,\"response_bytes\":5"));
}
