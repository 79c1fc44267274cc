using RabbitMQ.Client;
using Sentinel.Conservation.Tests.Judging;

namespace Sentinel.Conservation.Tests.Publishing;

/// <summary>Publishes with confirms over a connection of its own, and opens it again however often it breaks.</summary>
internal sealed class Producer(Uri broker, string exchange, Ledger ledger, Random random) : IAsyncDisposable
{
    /// <summary>A connection that has not confirmed within this time is given up: a broker that was killed can leave its publishers waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private IConnection? connection;
    private IChannel? channel;

    /// <summary>Most messages are sent until they are confirmed, some given up once they were sent.</summary>
    /// <param name="within">How long it takes at least, in bursts.</param>
    public async Task PublishAsync(IReadOnlyList<Message> messages, TimeSpan within, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            await PublishAsync(message, cancellation);
            // Nine in a row, then a pause for ten.
            if (random.Next(10) == 0) await Task.Delay(within / messages.Count * 10, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
    }

    private async Task PublishAsync(Message message, CancellationToken cancellation)
    {
        while (true)
        {
            var sent = false;
            try
            {
                var open = await ChannelAsync(cancellation);
                var properties = new BasicProperties { Persistent = true };
                if (message.MessageId is { } id) properties.MessageId = id;
                sent = true;
                await open.BasicPublishAsync(exchange, routingKey: "", mandatory: true, properties, message.Body, CancellationToken.None)
                    .AsTask().WaitAsync(Patience, cancellation);
                ledger.Confirm(message);
                return;
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                await ReleaseAsync();
                if (sent && random.Next(3) == 0)
                {
                    ledger.GiveUp(message);
                    return;
                }

                await Task.Delay(Pause, cancellation);
            }
        }
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellation)
    {
        if (channel is { IsOpen: true }) return channel;
        await ReleaseAsync();
        var factory = new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
            ContinuationTimeout = Patience,
        };
        connection = await factory.CreateConnectionAsync(cancellation);
        return channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
    }

    private async Task ReleaseAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        (connection, channel) = (null, null);
    }
}
