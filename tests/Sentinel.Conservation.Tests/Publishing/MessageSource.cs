using System.Text;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Conservation.Tests.Publishing;

/// <summary>
/// Random messages of every form and size. Most flows are of the last hours, some late by days, some out of bounds, and some records are
/// no flows; the same seed on the same day makes the same messages.
/// </summary>
/// <param name="days">Over how many days, today's the last, the late ones are spread.</param>
internal sealed class MessageSource(int seed, DateOnly today, int days)
{
    private static readonly string[] Faulty =
    [
        "{\"src_ip\":\"10.0.0.256\",\"dst_ip\":\"192.0.2.1\",\"last_seen\":1}", "{\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"192.0.2.1\"}", "{}", "7",
        "{\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"192.0.2.1\",\"last_seen\":\"yesterday\"}", "{\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"192.0.2.1\",\"src_port\":70000}",
    ];

    private readonly Random random = new(seed);
    private readonly Conversations conversations = new(new(seed), Window.StartOf(today) - 1);
    private int made;

    /// <summary>In which form it stands is for the dice; so many records, whatever they are, save that a bare flow is one.</summary>
    public Message Next(int records)
    {
        var texts = Enumerable.Range(0, records).Select(_ => Record()).ToList();
        var id = $"batch {seed}/{++made}";
        return random.Next(10) switch
        {
            0 => new(Batch(null, texts), $"id {id}"),
            1 => new(Batch(null, texts)),
            2 => new(Text($$"""{"messageType":["urn:message:FlowBatch"],"message":{{Encoding.UTF8.GetString(Batch(id, texts))}}}""")),
            3 => new(Text($"[{string.Join(" ,\n", texts)}]"), random.Next(2) == 0 ? id : null),
            4 => new(Text(string.Join("\r\n", texts.Where(text => text[0] == '{').Prepend(FlowText(back: Hours(1))))), random.Next(2) == 0 ? id : null),
            5 when records < 6 => new(Text(FlowText(back: Hours(1))), random.Next(2) == 0 ? id : null),
            6 => new(Batch("an id of all", texts)), // a producer that counts anew: only the flows tell its batches apart
            _ => new(Batch(id, texts)),
        };
    }

    /// <summary>A body that is taken over HTTP: no record of a wrong shape.</summary>
    public byte[] NextTaken(int records, string? id) =>
        Batch(id, [.. Enumerable.Range(0, records).Select(_ => random.Next(200) == 0 ? OutOfBounds() : LateOrNot())]);

    private static long Hours(int hours) => hours * 3_600_000L;

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Batch(string? id, IEnumerable<string> records) => Text(
        $$"""{{{(id is null ? "" : $"\"batch_id\":\"{id}\",")}}"exporter_ip":"{{Conversations.Exporter}}","flows":[{{string.Join(',', records)}}]}""");

    private string Record() => random.Next(200) switch
    {
        0 => Faulty[random.Next(Faulty.Length)],
        1 => OutOfBounds(),
        _ => LateOrNot(),
    };

    private string LateOrNot() => FlowText(back: random.Next(4) == 0 ? Hours(24 * days) : Hours(2));

    /// <summary>Far behind, or far ahead.</summary>
    private string OutOfBounds() => FlowText(Hours(2), shift: random.Next(2) == 0 ? -Hours(24 * 3_000) : Hours(24 * 30));

    private string FlowText(long back, long shift = 0)
    {
        var flow = conversations.Next(back);
        flow.FirstSeen += shift;
        flow.LastSeen += shift;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            FlowJson.WriteMembers(json, flow);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
