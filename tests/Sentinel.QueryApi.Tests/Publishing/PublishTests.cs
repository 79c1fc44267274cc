using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Publishing;

public sealed class PublishTests : IAsyncLifetime
{
    private ApiHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await ApiHost.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("batch")]
    [InlineData("envelope")]
    [InlineData("array")]
    [InlineData("ndjson")]
    [InlineData("bare")]
    public async Task Every_form_is_taken_plain_and_packed(string form)
    {
        var body = form switch
        {
            "batch" => Bodies.Batch(1, "b-1"),
            "envelope" => $$"""{"messageId":"1","messageType":["urn:message:Flows"],"message":{{Bodies.Batch(1, "b-1")}}}""",
            "array" => $"[{Bodies.Flow(0)}]",
            "ndjson" => $"{Bodies.Flow(0)}\n",
            _ => Bodies.Flow(0),
        };
        using var plain = await host.PublishAsync(body, Cancellation);
        await TakenAsync(plain, 1);
        using var packed = await host.PublishAsync(Bodies.Gzip(Encoding.UTF8.GetBytes(body)), Cancellation, "gzip");
        await TakenAsync(packed, 1);

        // The same body counts once, however it was packed.
        var flow = Assert.Single((await host.GetAsync("/api/v1/flows", Cancellation))["flows"]!.AsArray())!;
        Assert.Equal("10.0.0.1", flow["src_ip"]!.GetValue<string>());
        Assert.Equal(100, flow["bytes"]!.GetValue<int>());
        Assert.Equal(form is "batch" or "envelope" ? "10.9.9.9" : "0.0.0.0", flow["exporter_ip"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_answer_says_which_id_counts()
    {
        var batch = Bodies.Batch(1, "b-1");
        using var keyed = await host.PublishAsync(batch, Cancellation, key: "key-1");
        using var declared = await host.PublishAsync(batch, Cancellation);
        var array = $"[{Bodies.Flow()}]";
        using var anonymous = await host.PublishAsync(array, Cancellation);

        Assert.Equal(("key-1", "idempotency-key"), await IdOfAsync(keyed));
        Assert.Equal(("b-1", "batch_id"), await IdOfAsync(declared));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(array))), "body"), await IdOfAsync(anonymous));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a-key")]
    public async Task A_retry_counts_once_and_another_key_counts_again(string? key)
    {
        var body = $"[{Bodies.Flows(2_001)}]";
        foreach (var _ in Enumerable.Range(0, 3))
        {
            using var answer = await host.PublishAsync(body, Cancellation, key: key);
            await TakenAsync(answer, 2_001);
        }

        Assert.Equal(2_001, await TotalAsync());
        using var other = await host.PublishAsync(body, Cancellation, key: "another key, visible".Replace(' ', '-'));
        await TakenAsync(other, 2_001);
        Assert.Equal(4_002, await TotalAsync());
    }

    [Fact]
    public async Task The_longest_key_and_the_longest_id_are_taken()
    {
        using var keyed = await host.PublishAsync(Bodies.Batch(1, "b"), Cancellation, key: new('k', 200));
        await TakenAsync(keyed, 1);
        using var declared = await host.PublishAsync(Bodies.Batch(1, new('東', 200)), Cancellation);
        await TakenAsync(declared, 1);
        Assert.Equal(2, await TotalAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" + "0")]
    public async Task A_bad_key_is_refused(string key)
    {
        using var answer = await host.PublishAsync(Bodies.Flow(), Cancellation, key: key);
        await Answers.FaultsAsync(answer, ["Idempotency-Key"], Cancellation);
        Assert.Equal(0, await TotalAsync());
    }

    [Fact]
    public async Task Nothing_published_is_taken_as_nothing()
    {
        using var answer = await host.PublishAsync("[]", Cancellation);
        await TakenAsync(answer, 0);
    }

    [Fact]
    public async Task Wrong_records_are_named_by_position_and_nothing_is_taken()
    {
        var records = string.Join(
            ',',
            Bodies.Flow(),
            """{"src_ip":"10.0.0.256","dst_ip":"192.0.2.1","last_seen":1776340799845,"dst_port":70000}""",
            """{"src_ip":"10.0.0.1","dst_ip":"192.0.2.1"}""",
            """{"src_ip":"10.0.0.1","dst_ip":"192.0.2.1","first_seen":1776340799846,"last_seen":1776340799845,"bytes":-1}""",
            "7",
            """{"dst_ip":"192.0.2.1","end_time":"yesterday"}""");
        using var answer = await host.PublishAsync($"[{records}]", Cancellation);

        var problem = await Answers.ProblemAsync(answer, HttpStatusCode.BadRequest, Cancellation);
        var names = problem["errors"]!.AsObject().Select(error => error.Key).ToList();
        Assert.DoesNotContain(names, name => name.StartsWith("flows[0]", StringComparison.Ordinal));
        foreach (var name in new[] { "flows[1].src_ip", "flows[1].dst_port", "flows[2].last_seen", "flows[3].bytes", "flows[4]", "flows[5].src_ip", "flows[5].end_time" }) Assert.Contains(name, names, StringComparer.Ordinal);
        Assert.Contains(names, name => name is "flows[3].first_seen" or "flows[3].last_seen");
        Assert.Equal(0, await TotalAsync());
    }

    [Fact]
    public async Task A_bare_flow_is_the_first()
    {
        using var answer = await host.PublishAsync("""{"src_ip":"x","dst_ip":"192.0.2.1","last_seen":1}""", Cancellation);
        await Answers.FaultsAsync(answer, ["flows[0].src_ip"], Cancellation);
    }

    [Fact]
    public async Task Of_very_many_faults_the_first_are_named_and_all_are_counted()
    {
        using var answer = await host.PublishAsync($"[{string.Join(',', Enumerable.Repeat("7", 5_000))}]", Cancellation);
        var problem = await Answers.ProblemAsync(answer, HttpStatusCode.BadRequest, Cancellation);
        Assert.Equal(100, problem["errors"]!.AsObject().Count);
        Assert.Contains("5000", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1970-01-02T00:00:00Z")]
    [InlineData("2099-01-01T00:00:00Z")]
    public async Task A_time_out_of_bounds_is_taken_and_goes_to_quarantine(string time)
    {
        var record = $$"""{"src_ip":"10.0.0.1","dst_ip":"192.0.2.1","last_seen":"{{time}}"}""";
        using var answer = await host.PublishAsync($"[{Bodies.Flow()},{record}]", Cancellation);
        await TakenAsync(answer, 2);

        Assert.Equal(1, await TotalAsync());
        var quarantined = Assert.Single(await host.App.Services.GetRequiredService<IQuarantine>().ListAsync(10, Cancellation));
        Assert.Equal(record, quarantined.Record);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"src_ip\":\"10.0.0.1\",")]
    [InlineData("[1,")]
    [InlineData("{\"batch_id\":7.5}")]
    [InlineData("{\"flows\":7}")]
    public async Task A_body_that_is_no_message_is_refused(string body)
    {
        using var answer = await host.PublishAsync(body, Cancellation);
        await Answers.ProblemAsync(answer, HttpStatusCode.BadRequest, Cancellation);
        using var broken = await host.PublishAsync([0x7B, 0xFF, 0x7D], Cancellation);
        await Answers.ProblemAsync(broken, HttpStatusCode.BadRequest, Cancellation);
    }

    [Fact]
    public async Task Gzip_that_is_none_or_is_cut_off_is_refused()
    {
        using var plain = await host.PublishAsync(Bodies.Flow(), Cancellation, "gzip");
        await Answers.ProblemAsync(plain, HttpStatusCode.BadRequest, Cancellation);
        var random = new Random(Seed.Value);
        var packed = Bodies.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5_000).Select(_ => Bodies.Flow(random.Next(65_536))))));
        foreach (var length in new[] { packed.Length / 2, packed.Length - 9, packed.Length - 1 })
        {
            using var cut = await host.PublishAsync(packed[..length], Cancellation, "gzip");
            await Answers.ProblemAsync(cut, HttpStatusCode.BadRequest, Cancellation);
        }

        Assert.Equal(0, await TotalAsync());
    }

    [Fact]
    public async Task What_follows_gzip_and_is_none_is_refused()
    {
        var (first, second) = (Bodies.Gzip(Encoding.UTF8.GetBytes(Bodies.Flow(1) + '\n')), Bodies.Gzip(Encoding.UTF8.GetBytes(Bodies.Flow(2))));
        byte[][] wrong = [[.. second[1..]], [0x1E, .. second[1..]], [0x1F], [0x1F, 0x8B], [0], Encoding.UTF8.GetBytes(Bodies.Flow(2)), new byte[100_000], [.. second, 0x0A]];
        foreach (var rest in wrong)
        {
            using var refused = await host.PublishAsync([.. first, .. rest], Cancellation, "gzip", "one-key");
            await Answers.ProblemAsync(refused, HttpStatusCode.BadRequest, Cancellation);
        }

        Assert.Equal(0, await TotalAsync());
        using var whole = await host.PublishAsync([.. first, .. second], Cancellation, "gzip", "one-key");
        await TakenAsync(whole, 2);
        Assert.Equal(2, await TotalAsync());
    }

    [Fact]
    public async Task Gzip_is_read_to_its_end_wherever_its_members_meet()
    {
        // Unpacking reads so many bytes at once.
        const int Chunk = 8_192;
        var bytes = new byte[4_500];
        new Random(1).NextBytes(bytes);
        var noise = Convert.ToHexString(bytes);
        var last = Bodies.Gzip(Encoding.UTF8.GetBytes('\n' + Bodies.Flow(2)));
        var firsts = Enumerable.Range(8_500, 500)
            .Select(size => Bodies.Gzip(Encoding.UTF8.GetBytes(Bodies.Flow(1, $",\"noise\":\"{noise[..size]}\""))))
            .Where(first => Math.Abs(first.Length - Chunk) <= 4).DistinctBy(first => first.Length).ToList();
        Assert.Contains(firsts, first => first.Length == Chunk - 1);
        Assert.Contains(firsts, first => first.Length == Chunk);
        foreach (var first in firsts)
        {
            using var whole = await host.PublishAsync([.. first, .. last], Cancellation, "gzip");
            await TakenAsync(whole, 2);
            using var broken = await host.PublishAsync([.. first, .. last[1..]], Cancellation, "gzip");
            await Answers.ProblemAsync(broken, HttpStatusCode.BadRequest, Cancellation);
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    public async Task Another_encoding_is_refused(string encoding)
    {
        using var answer = await host.PublishAsync(Bodies.Flow(), Cancellation, encoding);
        await Answers.ProblemAsync(answer, HttpStatusCode.UnsupportedMediaType, Cancellation);
    }

    [Fact]
    public async Task A_body_above_16_MiB_is_refused_plain_and_packed()
    {
        const int Limit = 16 * 1024 * 1024;
        var bytes = Encoding.UTF8.GetBytes(Bodies.Flow() + new string(' ', Limit));
        var exact = bytes[..Limit];
        foreach (var (body, encoding, status) in new[]
        {
            (exact, null, HttpStatusCode.Accepted), (Bodies.Gzip(exact), "gzip", HttpStatusCode.Accepted),
            (bytes[..(Limit + 1)], null, HttpStatusCode.RequestEntityTooLarge), (Bodies.Gzip(bytes[..(Limit + 1)]), "gzip", HttpStatusCode.RequestEntityTooLarge),
            (Bodies.Gzip(new byte[40 * Limit]), "gzip", HttpStatusCode.RequestEntityTooLarge), (new byte[3 * Limit], null, HttpStatusCode.RequestEntityTooLarge),
        })
        {
            using var answer = await host.PublishAsync(body, Cancellation, encoding);
            if (status == HttpStatusCode.Accepted) await TakenAsync(answer, 1);
            else await Answers.ProblemAsync(answer, status, Cancellation);
        }
    }

    private static async Task<(string Id, string Source)> IdOfAsync(HttpResponseMessage answer) =>
        ((await TakenAsync(answer, 1))["batch_id"]!.GetValue<string>(), Answers.Header(answer, "Sentinel-Batch-Id-Source"));

    private static async Task<JsonNode> TakenAsync(HttpResponseMessage answer, int flows)
    {
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, body);
        var taken = JsonNode.Parse(body)!;
        Assert.Equal(["batch_id", "flows"], taken.AsObject().Select(member => member.Key), StringComparer.Ordinal);
        Assert.Equal(flows, taken["flows"]!.GetValue<int>());
        return taken;
    }

    private async Task<int> TotalAsync()
    {
        var list = await host.GetAsync("/api/v1/flows/protocols?from=0", Cancellation);
        return list.AsArray().Sum(entry => entry!["flow_count"]!.GetValue<int>());
    }
}
