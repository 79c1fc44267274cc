using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>A broker that comes late, or closes the channel while messages are held.</summary>
public sealed class BrokerOutageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IReadOnlyList<Published> published = [.. Enumerable.Range(0, 30).Select(_ => Published.Of(Some.Batch(50)))];
    private readonly Warnings warnings = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_broker_that_is_not_there_at_the_start_is_waited_for()
    {
        await using var broker = new RabbitMqBroker();
        (string Name, string Value)[] settings = [("Sentinel:RabbitMq:Url", broker.Url.ToString())];
        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, warnings, settings);
        await Eventually.True(() => warnings.Count("The broker does not let us consume") > 0, "it says so", Cancellation);

        await broker.StartAsync(Cancellation);
        await using var queue = await BrokerQueue.DeclareAsync(broker.Url, name: "sentinel.flows");
        await queue.PublishAsync(published);

        await ingestor.TakesAsync(published.Count);
        await Conservation.HoldsAsync(ingestor.Reader, published);
    }

    [Fact]
    public async Task A_channel_that_the_broker_closes_while_messages_are_held_is_opened_again()
    {
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(Cancellation);
        await broker.SetAsync("consumer_timeout=2000", "channel_tick_interval=1000");
        await using var queue = await BrokerQueue.DeclareAsync(broker.Url);
        await queue.PublishAsync(published);
        var without = published.Count - 8;
        await using (await WithoutStoreAsync([.. queue.Settings, ("Sentinel:RabbitMq:Prefetch", "8")]))
        {
            await Eventually.True(async () => await queue.CountAsync(queue.Name) == without, "messages are held", Cancellation);
            await Eventually.True(async () => await queue.CountAsync(queue.Name) == published.Count, "the channel is closed", Cancellation);
            await Eventually.True(async () => await queue.CountAsync(queue.Name) == without, "messages are held again", Cancellation);
        }

        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, queue.Settings);
        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
        Assert.Empty(await queue.DrainAsync(queue.ErrorQueue));
    }

    private static Task<RunningIngestor> WithoutStoreAsync((string Name, string Value)[] settings) =>
        RunningIngestor.OpenSearchAsync(new($"http://127.0.0.1:{FreePorts.Next()}"), settings);
}
