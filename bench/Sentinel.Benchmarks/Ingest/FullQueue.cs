using RabbitMQ.Client;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>The topology as the services declare it, and all messages in the queue before anyone consumes.</summary>
internal static class FullQueue
{
    private const string Name = "sentinel.flows";

    public static async Task FillAsync(Uri broker, IReadOnlyList<byte[]> messages, CancellationToken cancellation)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
        await channel.ExchangeDeclareAsync(Name, ExchangeType.Fanout, durable: true, cancellationToken: cancellation);
        var quorum = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: cancellation);
        await channel.QueueBindAsync(Name, Name, "", cancellationToken: cancellation);
        // What a drain before had stored and not yet acknowledged would come again and be counted as written twice.
        await channel.QueuePurgeAsync(Name, cancellation);
        foreach (var some in messages.Chunk(64))
            await Task.WhenAll(some.Select(body => channel.BasicPublishAsync(Name, "", mandatory: true, new BasicProperties { Persistent = true }, body, cancellation).AsTask()));
    }
}
