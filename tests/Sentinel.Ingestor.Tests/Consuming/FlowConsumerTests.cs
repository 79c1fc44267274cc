using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MassTransit;
using RabbitMQ.Client;
using Sentinel.Contracts;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>From a real broker into the embedded store.</summary>
public sealed class FlowConsumerTests(BrokerFixture brokers) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private BrokerQueue queue = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => queue = await BrokerQueue.DeclareAsync((await brokers.StartedAsync(Cancellation)).Url);

    public async ValueTask DisposeAsync()
    {
        if (queue is not null) await queue.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/vnd.masstransit+json")]
    [InlineData("text/plain; charset=utf-16")]
    [InlineData("no such type")]
    public async Task A_message_arrives_whatever_its_content_type_routing_key_and_id(string? contentType)
    {
        var flow = Some.Flow();
        var body = $$"""{"src_ip":"{{flow.SrcIp}}","dst_ip":"{{flow.DstIp}}","src_port":40000,"dst_port":443,"protocol":6,"first_seen":{{flow.FirstSeen}},"last_seen":{{flow.LastSeen}},"bytes":1500,"packets":3}""";
        var published = new[] { Published.Raw(body, "no guid", flow), Published.Raw(body, "another", flow), Published.Raw(body, null, flow) };
        await using var ingestor = await StartAsync();

        await queue.PublishAsync(published[0].Body, "no guid", contentType, "some.key");
        await queue.PublishAsync(published[0].Body, "no guid", contentType);
        await queue.PublishAsync(published[1].Body, "another", contentType);
        await queue.PublishAsync(published[2].Body, null, contentType);

        await ingestor.TakesAsync(4);
        await Conservation.HoldsAsync(ingestor.Reader, published);
        Assert.Equal(3, ingestor.Counted("sentinel.ingest.rows"));
        Assert.Equal(1, ingestor.Counted("sentinel.ingest.duplicates"));
    }

    [Fact]
    public async Task Bodies_that_are_no_message_end_in_the_error_queue_byte_for_byte_and_nothing_else_does()
    {
        byte[][] bodies =
        [
            [], "{}"u8.ToArray(), "{\"a\":1}"u8.ToArray(), [0xFF, 0xFE, 0x00], Encoding.UTF8.GetBytes("{\"src_ip\":\"10.0.0.1\"}\n{\"src_ip\":"),
            RandomNumberGenerator.GetBytes(17 * 1024 * 1024),
        ];
        var good = Enumerable.Range(0, 20).Select(_ => Published.Of(Some.Batch(10))).ToList();
        await using var ingestor = await StartAsync();

        foreach (var body in bodies)
        {
            await queue.PublishAsync(body);
            await queue.PublishAsync(good.Take(10));
        }

        await queue.PublishAsync(good);

        await Eventually.True(async () => await queue.CountAsync(queue.ErrorQueue) >= bodies.Length, "the bodies are in the error queue", Cancellation);
        await ingestor.TakesAsync(80);
        await Conservation.HoldsAsync(ingestor.Reader, good);
        var errors = await queue.DrainAsync(queue.ErrorQueue);
        Assert.Equal(bodies.Select(SHA256.HashData).Order(ByteOrder), errors.Select(SHA256.HashData).Order(ByteOrder));
    }

    [Fact]
    public async Task An_error_queue_that_exists_with_other_arguments_is_used_as_it_is()
    {
        await queue.DeclareErrorQueueAsync(new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "classic" });
        var good = Enumerable.Range(0, 5).Select(_ => Published.Of(Some.Batch(10))).ToList();
        await using var ingestor = await StartAsync();

        await queue.PublishAsync("{}"u8.ToArray());
        await queue.PublishAsync(good);

        await ingestor.TakesAsync(good.Count);
        await Conservation.HoldsAsync(ingestor.Reader, good);
        await Eventually.True(async () => await queue.CountAsync(queue.ErrorQueue) == 1, "the body is in the error queue", Cancellation);
        Assert.Equal("{}"u8.ToArray(), Assert.Single(await queue.DrainAsync(queue.ErrorQueue)));
    }

    [Fact]
    public async Task What_a_MassTransit_producer_publishes_is_stored()
    {
        var tap = await queue.TapAsync();
        var producer = Bus.Factory.CreateUsingRabbitMq(bus => bus.Host(queue.Url));
        await producer.StartAsync(Cancellation);
        var flow = Some.Flow();
        var endpoint = await producer.GetSendEndpoint(new($"exchange:{queue.Name}?type=fanout"));
        await endpoint.Send(
            new FlowBatchMessage("a batch of ours", [new($"{flow.SrcIp}", $"{flow.DstIp}", flow.SrcPort, flow.DstPort, flow.Protocol, flow.FirstSeen, flow.LastSeen, flow.Bytes, flow.Packets)]),
            Cancellation);
        await producer.StopAsync(Cancellation);

        await using var ingestor = await StartAsync();

        await ingestor.TakesAsync(1);
        using var envelope = JsonDocument.Parse(Assert.Single(await queue.DrainAsync(tap)));
        var sent = envelope.RootElement.GetProperty("message").GetRawText();
        await Conservation.HoldsAsync(ingestor.Reader, [Published.OfBatch(Encoding.UTF8.GetBytes(sent), new Dictionary<int, Flow> { [0] = flow })]);
    }

    [Fact]
    public async Task What_a_consumer_took_and_did_not_acknowledge_counts_once()
    {
        var published = Enumerable.Range(0, 50).Select(_ => Published.Of(Some.Batch(20))).ToList();
        await queue.PublishAsync(published);
        await queue.TakeAndDieAsync(20);
        await using (var first = await StartAsync()) await first.TakesAsync(10);
        await queue.PublishAsync(published.Take(25));

        await using var second = await StartAsync();

        await Conservation.ComesToHoldAsync(second.Reader, published);
        Assert.Empty(await queue.DrainAsync(queue.ErrorQueue));
    }

    [Fact]
    public async Task A_message_held_while_the_store_is_away_goes_back_to_the_queue_when_the_ingestor_stops()
    {
        var published = Enumerable.Range(0, 5).Select(_ => Published.Of(Some.Batch(20))).ToList();
        await queue.PublishAsync(published);
        await using (await RunningIngestor.OpenSearchAsync(new($"http://127.0.0.1:{FreePorts.Next()}"), queue.Settings))
            await Eventually.True(async () => await queue.IsEmptyAsync(queue.Name), "the messages are taken", Cancellation);
        Assert.Empty(await queue.DrainAsync(queue.ErrorQueue));

        await using var ingestor = await StartAsync();

        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
    }

    [Fact]
    public async Task A_queue_that_exists_with_other_arguments_is_used_as_it_is()
    {
        await using var other = await BrokerQueue.DeclareAsync(queue.Url, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-max-priority"] = 3 });
        var warnings = new Warnings();
        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, warnings, other.Settings);
        var published = Published.Of(Some.Batch(20));

        await other.PublishAsync([published]);

        await ingestor.TakesAsync(1);
        await Conservation.HoldsAsync(ingestor.Reader, [published]);
        Assert.Contains("Let it run empty and delete it", Assert.Single(warnings.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_of_another_type_is_used_as_it_is()
    {
        await using var other = await BrokerQueue.DeclareAsync(queue.Url, exchangeType: ExchangeType.Direct);
        var warnings = new Warnings();
        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, warnings, other.Settings);
        var published = Published.Of(Some.Batch(20));

        await other.PublishAsync([published]);

        await ingestor.TakesAsync(1);
        await Conservation.HoldsAsync(ingestor.Reader, [published]);
        Assert.Contains($"Exchange {other.Name} exists with another type", Assert.Single(warnings.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_and_exchange_are_made_where_there_are_none()
    {
        (string Name, string Value)[] settings =
            [("Sentinel:RabbitMq:Url", queue.Url.ToString()), ("Sentinel:RabbitMq:Queue", $"{queue.Name}-new"), ("Sentinel:RabbitMq:Exchange", queue.Name)];
        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, settings);
        var published = Published.Of(Some.Batch(20));

        // Sent until the new queue is bound beside the old one: however often, it counts once.
        await Eventually.True(
            async () =>
            {
                await queue.PublishAsync([published]);
                return ingestor.Counted("sentinel.ingest.messages") > 0;
            },
            "a message arrives",
            Cancellation);

        await Conservation.HoldsAsync(ingestor.Reader, [published]);
    }

    [Fact]
    public async Task A_queue_that_is_deleted_under_it_is_declared_anew_and_consumed()
    {
        await using var ingestor = await StartAsync();
        List<Published> published = [Published.Of(Some.Batch(20)), Published.Of(Some.Batch(20))];
        await queue.PublishAsync(published.Take(1));
        await ingestor.TakesAsync(1);

        await queue.DeleteAsync();

        await Eventually.True(async () => await queue.TryPublishAsync(published[1]), "there is a queue again", Cancellation);
        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
    }

    private static Comparer<byte[]> ByteOrder { get; } = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));

    private Task<RunningIngestor> StartAsync() => RunningIngestor.EmbeddedAsync(folder.Path, queue.Settings);
}
