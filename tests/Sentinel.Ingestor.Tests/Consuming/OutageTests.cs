using System.Text;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>While the store takes nothing, messages wait in their queue and not in a process that holds them. A minute of its clock is a second.</summary>
public sealed class OutageTests(BrokerFixture brokers, EngineFixture engines) : EngineAndQueue(brokers, engines)
{
    private const int Haste = 60;
    private const int Prefetch = 8;

    private static readonly ProxiedAnswer Forbidden = new(
        403, Encoding.UTF8.GetBytes("""{"error":{"type":"security_exception","reason":"no permissions for [indices:data/write/bulk]"},"status":403}"""));

    private readonly IReadOnlyList<Published> published = [.. Enumerable.Range(0, 30).Select(_ => Published.Of(Some.Batch(50)))];
    private readonly Warnings warnings = new();

    [Fact]
    public async Task Messages_go_back_to_the_queue_in_a_long_outage_and_are_stored_once_after_it()
    {
        await using var ingestor = await StartAsync(Engine.Url);
        await Queue.PublishAsync(published.Take(10));
        await ingestor.TakesAsync(10);

        await Engine.KillAsync();
        await Queue.PublishAsync(published.Skip(10));
        await Eventually.True(async () => await Queue.CountAsync(Queue.Name) == 20 - Prefetch, "as many are held as may be", Cancellation);
        await AllAreReadyAsync(20);
        Assert.Equal(1, warnings.Count("Consuming stops, since a message could not be stored for 10 min"));
        await Engine.StartAsync(Cancellation);

        await AllAreStoredAsync(ingestor);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Deliveries_stop_at_once_while_the_store_refuses_us_and_nothing_goes_to_quarantine(int status)
    {
        await using var proxy = await NodeProxy.StartAsync(Engine.Url);
        proxy.Script = request => request.IsBulk ? Task.FromResult<ProxiedAnswer?>(Forbidden with { Status = status }) : request.PassAsync();
        await Queue.PublishAsync(published);

        await using var ingestor = await StartAsync(proxy.Url);
        await Eventually.True(() => warnings.Count("Consuming stops, since the store refuses us") > 0, "consuming stops", Cancellation);
        await AllAreReadyAsync(published.Count);
        Assert.NotEqual(0, warnings.Count("The store refuses us"));

        proxy.Script = request => request.PassAsync();
        await AllAreStoredAsync(ingestor);
    }

    [Fact]
    public async Task Where_the_store_takes_the_probe_and_no_flows_consuming_starts_ever_later()
    {
        await using var proxy = await NodeProxy.StartAsync(Engine.Url);
        proxy.Script = request => request.IsBulk && request.Body.AsSpan().IndexOf("write-flows-1970"u8) < 0
            ? Task.FromResult<ProxiedAnswer?>(Forbidden)
            : request.PassAsync();
        await Queue.PublishAsync(published);

        await using var ingestor = await StartAsync(proxy.Url);
        await Eventually.True(() => warnings.Count("Consuming stops") >= 4, "it has stopped four times", Cancellation, TimeSpan.FromSeconds(60));
        await AllAreReadyAsync(published.Count);
        Assert.InRange(warnings.Count("Consuming stops"), 4, 6); // the fourth is followed by at least 4 times the longest pause, the sixth by 16 times

        proxy.Script = request => request.PassAsync();
        await AllAreStoredAsync(ingestor);
    }

    [Fact]
    public async Task Consuming_starts_again_though_the_broker_was_away_meanwhile()
    {
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(Cancellation);
        await using var proxy = await NodeProxy.StartAsync(Engine.Url);
        proxy.Script = request => request.IsBulk ? Task.FromResult<ProxiedAnswer?>(Forbidden) : request.PassAsync();
        (string, string)[] settings;
        await using (var other = await BrokerQueue.DeclareAsync(broker.Url))
        {
            settings = other.Settings;
            await other.PublishAsync(published);
            await broker.KeepsAsync([other.Name], Cancellation);
        }

        await using var ingestor = await StartAsync(proxy.Url, settings);
        await Eventually.True(() => warnings.Count("Consuming has stopped") > 0, "consuming stops", Cancellation);
        await broker.RestartAsync(Cancellation);
        proxy.Script = request => request.PassAsync();

        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
    }

    [Fact]
    public async Task Consuming_starts_again_though_the_broker_does_not_answer_when_it_stops()
    {
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(Cancellation);
        await using var proxy = await NodeProxy.StartAsync(Engine.Url);
        var suspended = 0;
        proxy.Script = async request =>
        {
            if (!request.IsBulk || Interlocked.Exchange(ref suspended, 1) != 0) return await request.PassAsync();
            await broker.SuspendAsync();
            return Forbidden;
        };
        (string, string)[] settings;
        await using (var other = await BrokerQueue.DeclareAsync(broker.Url))
        {
            settings = other.Settings;
            await other.PublishAsync(published);
        }

        await using var ingestor = await StartAsync(proxy.Url, settings);
        await Eventually.True(() => warnings.Count("Consuming was told to stop and has not") > 0, "consuming does not stop", Cancellation, TimeSpan.FromSeconds(60));
        await broker.ResumeAsync();

        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
    }

    private Task AllAreReadyAsync(int messages) => Eventually.True(
        async () => await Queue.CountAsync(Queue.Name) == messages, $"all {messages} messages are ready in the queue", Cancellation, TimeSpan.FromSeconds(60));

    private async Task AllAreStoredAsync(RunningIngestor ingestor)
    {
        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
        Assert.Empty(await ingestor.Quarantine.ListAsync(10, Cancellation));
        Assert.Empty(await Queue.DrainAsync(Queue.ErrorQueue));
    }

    private Task<RunningIngestor> StartAsync(Uri url) => StartAsync(url, Queue.Settings);

    private Task<RunningIngestor> StartAsync(Uri url, (string Name, string Value)[] settings) => RunningIngestor.OpenSearchAsync(
        url, warnings, Haste, [.. settings, ("Sentinel:RabbitMq:Prefetch", $"{Prefetch}"), ("Sentinel:Storage:OpenSearch:RequestTimeout", "10m")]);
}
