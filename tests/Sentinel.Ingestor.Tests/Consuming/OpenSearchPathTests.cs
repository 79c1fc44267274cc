using System.Diagnostics;
using Sentinel.Testing;
using Sentinel.Testing.Programs;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>The whole path into OpenSearch, with an engine that dies and an ingestor that dies; with more of both, and more traffic: the tests of conservation.</summary>
public sealed class OpenSearchPathTests(BrokerFixture brokers, EngineFixture engines) : EngineAndQueue(brokers, engines)
{
    private const int Flows = 60_000;

    [Fact]
    public async Task Flows_are_in_the_store_as_they_were_published()
    {
        var published = Traffic.Of(Flows);
        await Queue.PublishAsync(published);

        var started = Stopwatch.GetTimestamp();
        await using var ingestor = await RunningIngestor.OpenSearchAsync(Engine.Url, Queue.Settings);

        await ingestor.TakesAsync(published.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Flows / Stopwatch.GetElapsedTime(started).TotalSeconds:0} flows/s from the broker");
        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_the_engine_is_killed_and_started_again()
    {
        var published = Traffic.Of(Flows);
        await using var ingestor = await RunningIngestor.OpenSearchAsync(Engine.Url, [.. Queue.Settings, ("Sentinel:RabbitMq:Prefetch", "8")]);
        await Queue.PublishAsync(published.Take(10));
        await ingestor.TakesAsync(5);

        await Engine.KillAsync();
        await Queue.PublishAsync(published.Skip(10));
        await Eventually.True(() => ingestor.Counted("sentinel.ingest.retries") > 5, "the writer tries again", Cancellation);
        await Engine.StartAsync(Cancellation);

        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
        Assert.Empty(await Queue.DrainAsync(Queue.ErrorQueue));
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_the_ingestor_is_killed_again_and_again()
    {
        var published = Traffic.Of(Flows);
        await Queue.PublishAsync(published);
        (string Name, string Value)[] settings =
        [
            .. Queue.Settings, ("Sentinel:RabbitMq:Prefetch", "8"), ("Sentinel:Storage:OpenSearch:Urls", Engine.Url.ToString()),
            ("Sentinel:Storage:OpenSearch:RefreshInterval", "00:00:00.2"), ("Sentinel:Retention:Days", "3650"),
        ];
        await using var store = await RunningIngestor.OpenSearchAsync(Engine.Url);
        for (var crash = 1; crash <= 3; crash++)
        {
            await using var ingestor = IngestorProcess.Start(settings);
            var goal = crash * Flows / 5;
            await Eventually.True(async () => await Conservation.FlowsInAsync(store.Reader) >= goal, $"{goal} flows are stored", Cancellation, TimeSpan.FromSeconds(300));
            await ingestor.KillAsync();
        }

        await using var last = IngestorProcess.Start(settings);

        await Conservation.ComesToHoldAsync(store.Reader, published);
        Assert.Empty(await Queue.DrainAsync(Queue.ErrorQueue));
    }
}
