using System.Diagnostics;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>The whole path into the embedded store, with much traffic and with a broker that dies.</summary>
public sealed class EmbeddedPathTests(BrokerFixture brokers) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Two_hundred_thousand_flows_are_in_the_store_as_they_were_published()
    {
        await using var queue = await BrokerQueue.DeclareAsync((await brokers.StartedAsync(Cancellation)).Url);
        var published = Traffic.Of(200_000);
        await queue.PublishAsync(published);

        var started = Stopwatch.GetTimestamp();
        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, queue.Settings);

        await ingestor.TakesAsync(published.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{200_000 / Stopwatch.GetElapsedTime(started).TotalSeconds:0} flows/s from the broker");
        await Conservation.HoldsAsync(ingestor.Reader, published);
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_the_broker_is_killed_and_started_again()
    {
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(Cancellation);
        var published = Traffic.Of(60_000);
        (string Name, string Value)[] settings;
        await using (var queue = await BrokerQueue.DeclareAsync(broker.Url))
        {
            settings = queue.Settings;
            await queue.PublishAsync(published);
            await broker.KeepsAsync([queue.Name], Cancellation);
        }

        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, [.. settings, ("Sentinel:RabbitMq:Prefetch", "4")]);
        await ingestor.TakesAsync(published.Count / 4);
        await broker.RestartAsync(Cancellation);

        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
    }
}
