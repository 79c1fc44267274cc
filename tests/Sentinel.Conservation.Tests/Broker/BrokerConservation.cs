using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Conservation.Tests.Judging;
using Sentinel.Conservation.Tests.Publishing;
using Sentinel.Storage;
using Sentinel.Storage.OpenSearch;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Conservation.Tests.Broker;

public sealed class OpenSearchConservation() : BrokerConservation(() => new OpenSearchNode());

public sealed class ElasticsearchConservation() : BrokerConservation(() => new ElasticsearchNode());

/// <summary>From a broker through two ingestors into an engine, each of them a process that dies at random moments. How to run it for long: <see cref="Rounds"/>.</summary>
public abstract class BrokerConservation(Func<SearchNode> makeEngine)
{
    private const int Flows = 200_000;
    private const int Producers = 3;
    private const int Days = 6;

    /// <summary>About as long as the disturbances take.</summary>
    private static readonly TimeSpan Publishing = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan DrainBound = TimeSpan.FromMinutes(4);

    [Fact]
    public Task Nothing_is_lost_or_counted_twice_whatever_is_killed() => Rounds.RunAsync(async (seed, cancellation) =>
    {
        var now = TimeProvider.System.GetUtcNow();
        var messages = MessagesOf(seed, DateOnly.FromDateTime(now.UtcDateTime));
        await using var broker = new RabbitMqBroker($"heartbeat={Disturbances.Heartbeat}");
        await using var engine = makeEngine();
        await using var ingestors = new Ingestors(2, SettingsFor(broker.Url, engine.Url));
        var disturbances = new Disturbances(seed, broker, engine, ingestors);
        var ledger = new Ledger();
        try
        {
            ingestors.StartAll();
            await Task.WhenAll(broker.StartAsync(cancellation), engine.StartAsync(cancellation));
            await broker.KeepsAsync([FlowQueue.Name, FlowQueue.ErrorQueue], cancellation);
            await TogetherAsync(disturbances.RunAsync, token => PublishAsync(seed, messages, broker.Url, ledger, token), cancellation);
            await DrainAsync(ingestors, broker.Url, cancellation);
            return $"{await JudgeAsync(engine.Url, ledger, now, cancellation)}; {disturbances.Done}";
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{failure.Message}\nafter: {disturbances.Done}\n{ingestors.Output}", failure);
        }
    });

    /// <summary>A tenth of them are there twice, somewhere.</summary>
    private static List<Message> MessagesOf(int seed, DateOnly today)
    {
        var (random, source) = (new Random(seed), new MessageSource(seed, today, Days));
        var messages = new List<Message>();
        for (var flows = 0; flows < Flows;)
        {
            var records = random.Next(10) switch { 0 => random.Next(1, 6), < 4 => random.Next(10, 200), _ => random.Next(500, 2_000) };
            messages.Add(source.Next(records));
            flows += records;
        }

        foreach (var again in messages.Where(_ => random.Next(10) == 0).ToList()) messages.Insert(random.Next(messages.Count), again);
        return messages;
    }

    private static (string Name, string Value)[] SettingsFor(Uri broker, Uri engine) =>
    [
        ("Sentinel:RabbitMq:Url", broker.ToString()), ("Sentinel:RabbitMq:Queue", FlowQueue.Name), ("Sentinel:RabbitMq:Exchange", FlowQueue.Exchange),
        ("Sentinel:RabbitMq:Prefetch", "16"), ("Sentinel:Storage:OpenSearch:Urls", engine.ToString()),
        ("Sentinel:Retention:Days", Judge.Held.TotalDays.ToString(CultureInfo.InvariantCulture)),
    ];

    private static Task PublishAsync(int seed, List<Message> messages, Uri broker, Ledger ledger, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, Producers).Select(async index =>
        {
            await using var producer = new Producer(broker, FlowQueue.Exchange, ledger, new((seed * Producers) + index));
            var own = messages.Where((_, number) => number % Producers == index).ToList();
            await producer.PublishAsync(own, Publishing, cancellation);
        }));

    /// <summary>Where one fails the other ends: a broker that does not start again is told, and not waited for.</summary>
    private static async Task TogetherAsync(Func<CancellationToken, Task> one, Func<CancellationToken, Task> other, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] both = [one(ending.Token), other(ending.Token)];
        var first = await Task.WhenAny(both);
        if (!first.IsCompletedSuccessfully) await ending.CancelAsync();
        await Task.WhenAll(both).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await first;
        await Task.WhenAll(both);
    }

    /// <summary>Returns when the queue is empty and no ingestor runs that could hold a message of it.</summary>
    private static async Task DrainAsync(Ingestors ingestors, Uri broker, CancellationToken cancellation)
    {
        do
        {
            ingestors.StartAll();
            await Eventually.True(async () => await FlowQueue.IsEmptyAsync(broker, FlowQueue.Name, cancellation) is true, "the queue runs empty", cancellation, DrainBound);
            await ingestors.EndAllAsync(cancellation);
        }
        while (await FlowQueue.IsEmptyAsync(broker, FlowQueue.Name, cancellation) is not true);
        bool? isEmpty = null;
        await Eventually.True(
            async () => (isEmpty = await FlowQueue.IsEmptyAsync(broker, FlowQueue.ErrorQueue, cancellation)) is not null, "the error queue answers", cancellation, DrainBound);
        Assert.True(isEmpty, "a body is in the error queue");
    }

    private static async Task<string> JudgeAsync(Uri engine, Ledger ledger, DateTimeOffset now, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = engine };
        using (var refreshed = await client.PostAsync(new Uri("flows-*,quarantine-*/_refresh", UriKind.Relative), null, cancellation)) refreshed.EnsureSuccessStatusCode();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Sentinel:Storage:OpenSearch:Urls", engine.ToString())]).Build();
        await using var store = new ServiceCollection().AddLogging().AddOpenSearchStore(settings).BuildServiceProvider();
        return await Judge.AssertAsync(store.GetRequiredService<IFlowReader>(), store.GetRequiredService<IQuarantine>(), ledger, now, mayBeInPart: false, cancellation);
    }
}
