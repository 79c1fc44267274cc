using System.Diagnostics;
using Sentinel.Testing;
using Sentinel.Testing.Programs;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>The whole path into OpenSearch, with an engine that dies and an ingestor that dies; with more of both, and more traffic: the tests of conservation.</summary>
[Collection(nameof(EngineFixture))]
public sealed class OpenSearchPathTests(BrokerFixture brokers, EngineFixture engines) : IAsyncLifetime
{
    private const int Flows = 60_000;

    private OpenSearchNode engine = null!;
    private BrokerQueue queue = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        engine = await engines.EmptyAsync(Cancellation);
        queue = await BrokerQueue.DeclareAsync((await brokers.StartedAsync(Cancellation)).Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (queue is not null) await queue.DisposeAsync();
    }

    [Fact]
    public async Task Flows_are_in_the_store_as_they_were_published()
    {
        var published = Traffic.Of(Flows);
        await queue.PublishAsync(published);

        var started = Stopwatch.GetTimestamp();
        await using var ingestor = await RunningIngestor.OpenSearchAsync(engine.Url, queue.Settings);

        await ingestor.TakesAsync(published.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Flows / Stopwatch.GetElapsedTime(started).TotalSeconds:0} flows/s from the broker");
        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_the_engine_is_killed_and_started_again()
    {
        var published = Traffic.Of(Flows);
        await using var ingestor = await RunningIngestor.OpenSearchAsync(engine.Url, [.. queue.Settings, ("Sentinel:RabbitMq:Prefetch", "8")]);
        await queue.PublishAsync(published.Take(10));
        await ingestor.TakesAsync(5);

        await engine.KillAsync();
        await queue.PublishAsync(published.Skip(10));
        await Eventually.True(() => ingestor.Counted("sentinel.ingest.retries") > 5, "the writer tries again", Cancellation);
        await engine.StartAsync(Cancellation);

        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
        Assert.Equal(0u, await queue.CountAsync(queue.ErrorQueue));
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_the_ingestor_is_killed_again_and_again()
    {
        var published = Traffic.Of(Flows);
        await queue.PublishAsync(published);
        (string Name, string Value)[] settings =
        [
            .. queue.Settings, ("Sentinel:RabbitMq:Prefetch", "8"), ("Sentinel:Storage:OpenSearch:Urls", engine.Url.ToString()),
            ("Sentinel:Storage:OpenSearch:RefreshInterval", "00:00:00.2"), ("Sentinel:Retention:Days", "3650"),
        ];
        await using var store = await RunningIngestor.OpenSearchAsync(engine.Url);
        for (var crash = 1; crash <= 3; crash++)
        {
            await using var ingestor = IngestorProcess.Start(settings);
            var goal = crash * Flows / 5;
            await Eventually.True(async () => await Conservation.FlowsInAsync(store.Reader) >= goal, $"{goal} flows are stored", Cancellation, TimeSpan.FromSeconds(300));
            await ingestor.KillAsync();
        }

        await using var last = IngestorProcess.Start(settings);

        await Conservation.ComesToHoldAsync(store.Reader, published);
        Assert.Equal(0u, await queue.CountAsync(queue.ErrorQueue));
    }
}
