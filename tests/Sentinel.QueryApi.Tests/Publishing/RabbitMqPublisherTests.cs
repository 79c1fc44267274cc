using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Sentinel.Flows.Publishing;
using Sentinel.Hosting.Broker;
using Sentinel.QueryApi.Publishing;
using Sentinel.Storage.Embedded;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

[assembly: AssemblyFixture(typeof(Sentinel.QueryApi.Tests.Publishing.BrokerFixture))]

namespace Sentinel.QueryApi.Tests.Publishing;

public sealed class BrokerFixture() : ServerFixture<RabbitMqBroker>(() => new());

public sealed class RabbitMqPublisherTests(BrokerFixture fixture)
{
    private readonly string name = $"flows-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_confirmed_lies_in_the_queue_byte_for_byte()
    {
        var broker = await fixture.StartedAsync(Cancellation);
        await using var host = await StartAsync(broker.Url);
        var publisher = host.App.Services.GetRequiredService<IFlowPublisher>();
        var bodies = Enumerable.Range(0, 200).Select(index => Encoding.UTF8.GetBytes($"{{\"a\": {index}, \"→\":\"\\u00e9\"}}")).ToList();
        await Task.WhenAll(bodies.Select((body, index) => publisher.TakeAsync(body, $"id-{index}", Cancellation)));

        var messages = await TakeAllAsync(broker.Url);
        Assert.Equal(
            bodies.Select((body, index) => ($"id-{index}", Encoding.UTF8.GetString(body))).OrderBy(message => message.Item1, StringComparer.Ordinal),
            messages.Select(message => (message.Id, message.Body)).OrderBy(message => message.Item1, StringComparer.Ordinal));
        Assert.All(messages, message => Assert.True(message.IsPersistent));
    }

    [Fact]
    public async Task A_post_becomes_messages_with_their_part_ids()
    {
        var broker = await fixture.StartedAsync(Cancellation);
        await using var host = await StartAsync(broker.Url);
        using var answer = await host.PublishAsync(Bodies.Batch(2_001, "b-1"), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var messages = await TakeAllAsync(broker.Url);
        Assert.Equal(["b-1/0", "b-1/1"], messages.Select(message => message.Id).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_went_away_is_declared_again_and_nothing_is_lost()
    {
        var broker = await fixture.StartedAsync(Cancellation);
        await using var host = await StartAsync(broker.Url);
        using var first = await host.PublishAsync(Bodies.Flow(1), Cancellation);
        await WithChannelAsync(broker.Url, channel => channel.QueueDeleteAsync(name, cancellationToken: Cancellation));
        using var second = await host.PublishAsync(Bodies.Flow(2), Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        Assert.Single(await TakeAllAsync(broker.Url));
    }

    [Fact]
    public async Task A_queue_with_other_arguments_is_used_as_it_is()
    {
        var broker = await fixture.StartedAsync(Cancellation);
        await WithChannelAsync(broker.Url, channel => channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation));
        await WithChannelAsync(broker.Url, channel => channel.ExchangeDeclareAsync(name, ExchangeType.Topic, durable: true, cancellationToken: Cancellation));
        await using var host = await StartAsync(broker.Url);
        using var answer = await host.PublishAsync(Bodies.Flow(), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Single(await TakeAllAsync(broker.Url));
    }

    [Fact]
    public async Task A_broker_that_was_killed_and_came_back_has_every_confirmed_message()
    {
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(Cancellation);
        await using var host = await StartAsync(broker.Url);
        var confirmed = new List<string>();
        for (var index = 0; index < 20; index++)
        {
            using var answer = await host.PublishAsync(Bodies.Flow(index), Cancellation, key: $"before-{index}");
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            confirmed.Add($"before-{index}/0");
        }

        await broker.KeepsAsync([name], Cancellation);
        await broker.KillAsync();
        using (var refused = await host.PublishAsync(Bodies.Flow(), Cancellation, key: "while"))
        {
            await Answers.ProblemAsync(refused, HttpStatusCode.ServiceUnavailable, Cancellation);
            Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        var publisher = host.App.Services.GetRequiredService<IFlowPublisher>();
        using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publisher.TakeAsync(new byte[] { 1 }, "x", soon.Token));

        await broker.StartAsync(Cancellation);
        await Eventually.Passes(
            async () =>
            {
                using var answer = await host.PublishAsync(Bodies.Flow(), Cancellation, key: "after");
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            },
            Cancellation,
            TimeSpan.FromSeconds(60));
        var ids = (await TakeAllAsync(broker.Url)).Select(message => message.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(confirmed.Append("after/0").ToHashSet(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task A_broker_that_stands_still_is_told_in_time_to_all_who_wait()
    {
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(Cancellation);
        await using var host = await StartAsync(broker.Url);
        using var first = await host.PublishAsync(Bodies.Flow(), Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);

        await broker.SuspendAsync();
        var began = TimeProvider.System.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(1, 3).Select(index => host.PublishAsync(Bodies.Flow(index), Cancellation)));
        // The client's own handshake with it, which nobody can cut short, would end five seconds later.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), PatientPublishing.Patience - TimeSpan.FromSeconds(1), PatientPublishing.Patience + TimeSpan.FromSeconds(3));
        foreach (var answer in answers)
        {
            using (answer) await Answers.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, Cancellation);
        }

        await broker.ResumeAsync();
        await Eventually.Passes(
            async () =>
            {
                using var answer = await host.PublishAsync(Bodies.Flow(9), Cancellation);
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            },
            Cancellation,
            TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Without_a_broker_the_answer_is_503_and_says_when_to_come_back()
    {
        await using var host = await StartAsync(new($"amqp://guest:guest@127.0.0.1:{FreePorts.Next()}"));
        using var answer = await host.PublishAsync(Bodies.Flow(), Cancellation);
        var problem = await Answers.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, Cancellation);
        Assert.DoesNotContain("guest", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);

        // What is wrong with a body is told without asking the broker.
        using var wrong = await host.Client.PostAsJsonAsync(ApiHost.Path("/api/v1/flows"), 7, Cancellation);
        await Answers.ProblemAsync(wrong, HttpStatusCode.BadRequest, Cancellation);
    }

    [Fact]
    public async Task A_broker_that_refuses_us_is_told_once_however_many_messages_wait()
    {
        var broker = await fixture.StartedAsync(Cancellation);
        await using var host = await StartAsync(new($"amqp://guest:hunter2@127.0.0.1:{broker.Url.Port}"));
        var publisher = host.App.Services.GetRequiredService<IFlowPublisher>();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = Enumerable.Range(0, 20).Select(index => publisher.TakeAsync(new byte[] { 1 }, $"{index}", leaving.Token)).ToList();
        await Eventually.True(() => Told().Count > 0, "it is told", Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));

        const string Sentence = "The broker does not confirm; trying again with each message. Sentinel:RabbitMq:Url: amqp://127.0.0.1:";
        Assert.Equal(($"{Sentence}{broker.Url.Port} refuses the user guest; check the user and the password.", false), Assert.Single(Told()));

        List<(string Text, bool HasStack)> Told() =>
            [.. host.Log.Entries.Where(entry => entry.Text.StartsWith("The broker", StringComparison.Ordinal))];
    }

    private Task<ApiHost> StartAsync(Uri broker) => ApiHost.StartAsync(
        (services, configuration) =>
        {
            services.AddEmbeddedStore(configuration);
            services.AddRabbitMqPublishing(configuration);
        },
        new(StringComparer.Ordinal)
        {
            ["Sentinel:RabbitMq:Url"] = broker.ToString(),
            ["Sentinel:RabbitMq:Queue"] = name,
            ["Sentinel:RabbitMq:Exchange"] = name,
        },
        Cancellation);

    private async Task<List<Queued>> TakeAllAsync(Uri broker)
    {
        var messages = new List<Queued>();
        await WithChannelAsync(broker, async channel =>
        {
            while (await channel.BasicGetAsync(name, autoAck: true, Cancellation) is { } message)
                messages.Add(new(message.BasicProperties.MessageId!, Encoding.UTF8.GetString(message.Body.Span), message.BasicProperties.Persistent));
        });
        return messages;
    }

    private static async Task WithChannelAsync(Uri broker, Func<IChannel, Task> use)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await use(channel);
    }

    private sealed record Queued(string Id, string Body, bool IsPersistent);
}
