namespace Sentinel.Flows.Tests.Decoding;

public sealed class RoundTripTests
{
    [Fact]
    public void What_a_producer_of_ours_writes_is_what_is_read() => Arbitrary.Hold(Arbitrary.Flows, flows =>
    {
        var message = Batches.Decode(flows, "id");
        Assert.Equal("id", message.DeclaredId);
        Assert.Equal(0, message.UnknownMembers);
        Assert.All(message.Records, record => Assert.Empty(record.Faults));
        Assert.Equal(flows.Select(Sample.JsonOf).ToArray(), message.Records.Select(record => Sample.JsonOf(record.Flow!)).ToArray());
    });

    [Fact]
    public void The_text_of_a_record_decodes_to_the_record() => Arbitrary.Hold(Arbitrary.Flows, flows =>
    {
        foreach (var record in Batches.Decode(flows).Records)
            Assert.Equal(Sample.JsonOf(record.Flow!), Sample.JsonOf(Batches.Decode(record.Text.ToArray()).Records[0].Flow!));
    });
}
