using System.Text;
using FsCheck.Fluent;
using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;
using Sentinel.Testing;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class HostileBodyTests
{
    private static readonly byte[][] Bodies =
    [
        .. new[] { "pmacctd-history.json", "pmacctd-timestamps.json", "masstransit-envelope.json" }.Select(Sample.Golden).Concat(
        [
            """{"batch_id":"b\u0041","exporter_ip":"\u003a:1","flows":[{"src_ip":"::1","dst_ip":"1.2.3.4","end_time":"2026-11-21T12:00:00.5+01:00"}]}""",
            """[{"\ud83d\ude00":"\ud83d\ude00","app":"\ud83d\ude00","asset_tags":["\u00e9","\\"],"packets":1.5e3,"bytes":"12.5"},5,null,"\"",[]]""",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Any_bytes_are_a_message_or_are_said_to_be_none() =>
        Arbitrary.Hold(Gen.ArrayOf(Gen.Elements("{}[]\":,\\u08dc9 \nsrc_iptrue\0\u00ff"u8.ToArray())).ToArbitrary(), TryRead);

    [Fact]
    public void Any_change_to_a_message_leaves_one_or_is_said_to_leave_none()
    {
        var random = new Random(Seed.Value);
        for (var round = 0; round < 20_000; round++)
        {
            var body = (byte[])Bodies[random.Next(Bodies.Length)].Clone();
            for (var change = random.Next(1, 4); change > 0; change--) body = Change(body, random);
            try
            {
                TryRead(body);
            }
            catch (Exception unexpected)
            {
                Assert.Fail($"{Seed.Hint}: {Encoding.UTF8.GetString(body)}\n{unexpected}");
            }
        }
    }

    [Theory]
    [InlineData("[", "0", ",", "]")]
    [InlineData("[", "{}", ",", "]")]
    [InlineData("", "{\"app\":\"\\ud800\"}", "\n", "")]
    [InlineData("[{", "\"\\ud800\":0", ",", "}]")]
    [InlineData("[{", "\"src_port\":1,\"src_port\":2", ",", "}]")]
    [InlineData("{\"flows\":[", "{\"src_port\":\"x\"}", ",", "],\"exporter\":0}")]
    [InlineData("[{\"asset_tags\":[", "\"a\",\"b\",0", ",", "]}]")]
    [InlineData("[{\"app\":\"", "\\u0041", "", "\"}]")]
    [InlineData("{", "\"flow\":[]", ",", "}")]
    [InlineData("[{\"packets\":", "9", "", "}]")]
    public void A_hostile_body_costs_no_more_than_its_size_allows(string start, string element, string separator, string end)
    {
        const int Size = 2 * 1024 * 1024;
        var body = new StringBuilder(Size + 100).Append(start).Append(element);
        while (body.Length + separator.Length + element.Length + end.Length < Size) body.Append(separator).Append(element);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        TryRead(Encoding.UTF8.GetBytes(body.Append(end).ToString()));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    [Fact]
    public void Flows_that_differ_in_one_word_alone_merge_in_linear_time()
    {
        var flows = Enumerable.Range(0, 50_000).Select(index => $$"""{ {{Sample.Least}},"rule":"{{index}}"}""");
        var message = Sample.Decode($"[{string.Join(',', flows)}]");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(50_000, FlowMerger.Merge(message).Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    private static void TryRead(byte[] body)
    {
        try
        {
            foreach (var record in Sample.Decode(body).Records) Assert.Equal(record.Faults.Count == 0, record.Flow is not null);
        }
        catch (NotAMessageException none)
        {
            Assert.NotEmpty(none.Message);
        }
    }

    private static byte[] Change(byte[] body, Random random)
    {
        var at = random.Next(body.Length);
        var length = random.Next(Math.Min(body.Length - at, 12));
        return random.Next(4) switch
        {
            0 => [.. body[..at], .. body[(at + length)..]],
            1 => [.. body[..(at + length)], .. body[at..]],
            2 => [.. body[..at], (byte)random.Next(256), .. body[(at + 1)..]],
            _ => [.. body[..at], .. "\\ud800"u8, .. body[at..]],
        };
    }
}
