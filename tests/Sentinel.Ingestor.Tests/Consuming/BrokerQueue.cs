using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>An exchange and queue of a test's own on a real broker, seen with the broker's own client.</summary>
internal sealed class BrokerQueue : IAsyncDisposable
{
    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    private readonly IConnection connection;
    private readonly IChannel channel;

    private BrokerQueue(Uri url, string name, IConnection connection, IChannel channel) =>
        (Url, Name, this.connection, this.channel) = (url, name, connection, channel);

    public Uri Url { get; }

    public string Name { get; }

    public string ErrorQueue => $"{Name}_error";

    /// <summary>For the ingestor.</summary>
    public (string Name, string Value)[] Settings =>
        [("Sentinel:RabbitMq:Url", Url.ToString()), ("Sentinel:RabbitMq:Queue", Name), ("Sentinel:RabbitMq:Exchange", Name)];

    /// <param name="arguments">Of the queue; those of the ingestor's own by default.</param>
    public static async Task<BrokerQueue> DeclareAsync(Uri url, IDictionary<string, object?>? arguments = null, string exchangeType = ExchangeType.Fanout, string? name = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var opened = await new ConnectionFactory { Uri = url }.CreateConnectionAsync(cancellation);
        var confirmed = await opened.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
        var queue = new BrokerQueue(url, name ?? $"flows-{Guid.NewGuid():N}", opened, confirmed);
        await confirmed.ExchangeDeclareAsync(queue.Name, exchangeType, durable: true, cancellationToken: cancellation);
        await confirmed.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, arguments ?? Quorum, cancellationToken: cancellation);
        await confirmed.QueueBindAsync(queue.Name, queue.Name, "", cancellationToken: cancellation);
        return queue;
    }

    public Task DeclareErrorQueueAsync(IDictionary<string, object?> arguments) =>
        channel.QueueDeclareAsync(ErrorQueue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Returns when the broker has it.</summary>
    public async Task PublishAsync(ReadOnlyMemory<byte> body, string? messageId = null, string? contentType = null, string routingKey = "")
    {
        var properties = new BasicProperties { Persistent = true };
        if (messageId is not null) properties.MessageId = messageId;
        if (contentType is not null) properties.ContentType = contentType;
        await channel.BasicPublishAsync(Name, routingKey, mandatory: true, properties, body, TestContext.Current.CancellationToken);
    }

    public async Task PublishAsync(IEnumerable<Published> messages)
    {
        foreach (var message in messages) await PublishAsync(message.Body);
    }

    /// <returns>False where no queue is bound.</returns>
    public async Task<bool> TryPublishAsync(Published message)
    {
        try
        {
            await PublishAsync([message]);
            return true;
        }
        catch (PublishException returned) when (returned.IsReturn)
        {
            return false;
        }
    }

    public Task DeleteAsync() => channel.QueueDeleteAsync(Name, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Messages ready in the queue. No 0 is to be believed: the broker says it of a queue that is slow to answer it too, and here it stands for no queue at all.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        try
        {
            await using var own = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
            return (await own.QueueDeclarePassiveAsync(queue, TestContext.Current.CancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    /// <summary>Whether no message is ready: the queue itself is asked for one. One that it has is held until the channel is closed, and delivered again.</summary>
    public async Task<bool> IsEmptyAsync(string queue)
    {
        if (await CountAsync(queue) != 0) return false;
        await using var own = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await own.BasicGetAsync(queue, autoAck: false, TestContext.Current.CancellationToken) is null;
    }

    /// <summary>All bodies, taken out of the queue.</summary>
    public async Task<List<byte[]>> DrainAsync(string queue)
    {
        var bodies = new List<byte[]>();
        while (await channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken) is { } message) bodies.Add(message.Body.ToArray());
        return bodies;
    }

    /// <summary>The name of a second queue, which gets what is published from now on.</summary>
    public async Task<string> TapAsync()
    {
        var tap = $"{Name}-tap";
        await channel.QueueDeclareAsync(tap, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueBindAsync(tap, Name, "", cancellationToken: TestContext.Current.CancellationToken);
        return tap;
    }

    /// <summary>Takes messages as a consumer that dies before it acknowledges them.</summary>
    public async Task TakeAndDieAsync(int messages)
    {
        await using var own = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var i = 0; i < messages; i++) await own.BasicGetAsync(Name, autoAck: false, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
