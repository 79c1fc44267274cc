using Sentinel.Contracts;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class WordsTests
{
    [Theory]
    [InlineData("outbound", Directions.Outbound)]
    [InlineData("uplink", Directions.Outbound)]
    [InlineData("IN2OUT", Directions.Outbound)]
    [InlineData("inbound", Directions.Inbound)]
    [InlineData("Downlink", Directions.Inbound)]
    [InlineData("out2in", Directions.Inbound)]
    [InlineData("internal", Directions.Internal)]
    [InlineData("EXTERNAL", Directions.External)]
    public void A_direction_is_read_in_every_dialects_word(string word, string direction) =>
        Assert.Equal(direction, Sample.With($"\"direction\":\"{word}\"").Direction);

    [Theory]
    [InlineData("allow", Actions.Allow)]
    [InlineData("Permit", Actions.Allow)]
    [InlineData("DROP", Actions.Drop)]
    [InlineData("deny", Actions.Drop)]
    public void An_action_is_read_in_every_dialects_word(string word, string action) => Assert.Equal(action, Sample.With($"\"action\":\"{word}\"").Action);

    [Theory]
    [InlineData("6", 6)]
    [InlineData("\"6\"", 6)]
    [InlineData("\"tcp\"", 6)]
    [InlineData("\"TCP\"", 6)]
    [InlineData("\"Udp\"", 17)]
    [InlineData("\"ipv6-icmp\"", 58)]
    [InlineData("\"ICMPv6\"", 58)]
    [InlineData("\"ospf\"", 89)]
    [InlineData("\"3pc\"", 34)]
    [InlineData("200", 200)]
    [InlineData("\"255\"", 255)]
    public void A_protocol_is_read_as_number_or_name(string json, int protocol) => Assert.Equal(protocol, Sample.With($"\"protocol\":{json}").Protocol);

    [Theory]
    [InlineData("direction", "\"sideways\"")]
    [InlineData("direction", "1")]
    [InlineData("action", "\"alert\"")]
    [InlineData("action", "true")]
    [InlineData("protocol", "256")]
    [InlineData("protocol", "-1")]
    [InlineData("protocol", "6.5")]
    [InlineData("protocol", "\"any\"")]
    [InlineData("protocol", "\"ＴＣＰ\"")]
    public void A_word_that_its_field_does_not_know_is_a_fault(string member, string json) =>
        Assert.Equal([member], Sample.FaultyWith($"\"{member}\":{json}"));
}
