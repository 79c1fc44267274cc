using System.Text;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.QueryApi.Publishing;

namespace Sentinel.QueryApi.Tests.Publishing;

public sealed class MessagePartsTests
{
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2_000, new[] { 2_000 })]
    [InlineData(2_001, new[] { 2_000, 1 })]
    [InlineData(4_500, new[] { 2_000, 2_000, 500 })]
    public void A_body_is_cut_into_messages_of_2000_flows_always(int count, int[] expected)
    {
        var parts = Cut(Bodies.Batch(count, "b"), new("b", "batch_id"));

        Assert.Equal(expected, parts.Select(part => part.Message.Records.Count));
        Assert.Equal(Enumerable.Range(0, expected.Length).Select(part => $"b/{part}"), parts.Select(part => part.Id), StringComparer.Ordinal);
        Assert.All(parts, part => Assert.Equal(part.Id, part.Message.DeclaredId));
        Assert.All(parts, part => Assert.Equal(Address.Parse("10.9.9.9"), part.Message.ExporterIp));
    }

    [Fact]
    public void Records_keep_their_text_byte_for_byte()
    {
        const string First = """{ "src_ip" : "10.0.0.1" , "dst_ip":"::1","last_seen":"2026-11-20T12:00:00Z","app":"\u00e9 → \"x\"", "x":[{"y":null}] }""";
        const string Second = """{"src_ip":"10.0.0.2","dst_ip":"::1","bytes":"12","last_seen":1776340799845}""";
        var part = Assert.Single(Cut($"{First}\n{Second}", new("b", "body")));

        Assert.Equal([First, Second], part.Message.Records.Select(record => Encoding.UTF8.GetString(record.Text.Span)), StringComparer.Ordinal);
        Assert.Equal($$"""{"batch_id":"b/0","flows":[{{First}},{{Second}}]}""", part.Text);
    }

    [Fact]
    public void Records_of_any_size_become_messages_that_are_taken()
    {
        var large = Bodies.Flow(more: $",\"note\":\"{new string('x', 5_000_000)}\"");
        Assert.Equal([1, 1, 1], Cut($"[{large},{large},{large}]", new("b", "body")).Select(part => part.Message.Records.Count));
        Assert.Equal([1, 2], Cut($"[{large},{large[..4_000_000]}\"}},{Bodies.Flow()}]", new("b", "body")).Select(part => part.Message.Records.Count));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(180)]
    [InlineData(181)]
    public void An_id_of_any_length_gives_parts_that_declare_one(int length)
    {
        var ids = new[] { new string('k', length), new string('東', length) }.SelectMany(id => Cut(Bodies.Batch(2_001, "b"), new(id, "batch_id"))).Select(part => part.Id).ToList();
        Assert.Equal(4, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_record_is_sent_on_only_where_a_message_has_room_for_it()
    {
        var deepest = Bodies.Flow(more: $",\"x\":{new string('[', 61)}{new string(']', 61)}");
        var deeper = Bodies.Flow(more: $",\"x\":{new string('[', 62)}{new string(']', 62)}");
        var flat = Bodies.Flow(more: $",\"x\":\"{new string('{', 500)}\"");

        Assert.Equal([true, false, true], new[] { deepest, deeper, flat }.Select(text => MessageParts.HasRoomFor(Decode(text).Records[0])));
        Assert.Single(Cut(deepest, new("b", "body")));
    }

    private static DecodedMessage Decode(string body) => FlowDecoder.Decode(Encoding.UTF8.GetBytes(body), default);

    /// <summary>Each part as its consumer reads it.</summary>
    private static List<(string Id, string Text, DecodedMessage Message)> Cut(string body, BatchId id) =>
        [.. MessageParts.Cut(Decode(body), id).Select(part => (part.Id, Encoding.UTF8.GetString(part.Body.Span), FlowDecoder.Decode(part.Body, default)))];
}
