using System.Text;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Tests.Decoding;

/// <summary>JSON as producers send it, decoded.</summary>
internal static class Sample
{
    public const long Time = 1_795_262_400_000; // 2026-11-21T12:00:00Z

    /// <summary>The members of a flow that has no time.</summary>
    public const string Ends = """ "src_ip":"10.0.0.1","dst_ip":"192.0.2.1" """;

    /// <summary>A flow's least members.</summary>
    public const string Least = Ends + ""","last_seen":1795262400000 """;

    public static DecodedMessage Decode(string json, MessageProperties properties = default) => Decode(Encoding.UTF8.GetBytes(json), properties);

    public static DecodedMessage Decode(byte[] body, MessageProperties properties = default) => FlowDecoder.Decode(body, properties);

    public static string Golden(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name));

    /// <summary>The flow with these members beside <see cref="Least"/>.</summary>
    public static Flow With(string members) => Only($"{{{Least},{members}}}");

    /// <summary>The flow with these members beside <see cref="Ends"/>.</summary>
    public static Flow Timed(string members, MessageProperties properties = default) => Only($"{{{Ends},{members}}}", properties);

    /// <summary>The one flow in the body.</summary>
    public static Flow Only(string json, MessageProperties properties = default)
    {
        var record = Assert.Single(Decode(json, properties).Records);
        Assert.Empty(record.Faults);
        return record.Flow!;
    }

    /// <summary>What is wrong with a flow of these members beside <see cref="Least"/>: each member's name, in order.</summary>
    public static string[] FaultyWith(string members) => Faulty($"{{{Least},{members}}}");

    /// <summary>What is wrong with a flow of these members beside <see cref="Ends"/>.</summary>
    public static string[] FaultyTimed(string members) => Faulty($"{{{Ends},{members}}}");

    /// <summary>The members that are wrong in the one record of the body.</summary>
    public static string[] Faulty(string json)
    {
        var record = Assert.Single(Decode($"[{json}]").Records);
        Assert.Null(record.Flow);
        Assert.All(record.Faults, fault => Assert.NotEmpty(fault.Why));
        return Members(record);
    }

    public static string[] Members(DecodedRecord record) => [.. record.Faults.Select(fault => fault.Member)];

    public static string TextOf(DecodedRecord record) => Encoding.UTF8.GetString(record.Text.Span);

    /// <summary>The flow in its own names, so that two can be compared whole.</summary>
    public static string JsonOf(Flow flow)
    {
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            FlowJson.WriteMembers(json, flow);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
