using System.Text;
using RabbitMQ.Client;

namespace Sentinel.Hosting.Broker;

/// <summary>One connection to the broker with the topology declared and a channel that confirms. Once broken it stays so.</summary>
internal sealed class BrokerLink : IAsyncDisposable
{
    private const int MaxInFlight = 64;
    private const int MaxMessageIdBytes = 255;

    /// <summary>A link that has confirmed nothing for this long may never: a broker that was killed can leave a queue's publishers waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim inFlight = new(MaxInFlight);
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly string exchange;
    private readonly TimeProvider time;
    private long confirmed;

    private BrokerLink(IConnection connection, IChannel channel, string exchange, TimeProvider time) =>
        (this.connection, this.channel, this.exchange, this.time) = (connection, channel, exchange, time);

    public bool IsOpen => channel.IsOpen;

    public static async Task<BrokerLink> OpenAsync(RabbitMqOptions options, FlowTopology topology, TimeProvider time, CancellationToken cancellation)
    {
        var factory = BrokerConnection.FactoryOf(options, "sentinel-publisher");
        factory.RequestedHeartbeat = TimeSpan.FromSeconds(10);
        factory.RequestedConnectionTimeout = factory.ContinuationTimeout = TimeSpan.FromSeconds(5);
        var opened = await factory.CreateConnectionAsync(cancellation);
        try
        {
            await topology.DeclareAsync(opened, cancellation);
            var confirming = await opened.CreateChannelAsync(
                new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
            return new(opened, confirming, options.Exchange, time);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns once the broker has the message in a queue, and has it for sure. A caller that stops waiting leaves the message in flight.</summary>
    /// <exception cref="TimeoutException">The link confirms nothing any more, neither this message nor another.</exception>
    public async Task PublishAsync(ReadOnlyMemory<byte> body, string declaredId, CancellationToken cancellation)
    {
        await inFlight.WaitAsync(cancellation);
        var sending = SendAsync(body, declaredId);
        while (true)
        {
            var before = Volatile.Read(ref confirmed);
            try
            {
                await sending.WaitAsync(Patience, time, cancellation);
                return;
            }
            catch (TimeoutException) when (!sending.IsCompleted && Volatile.Read(ref confirmed) != before)
            {
                // Others were confirmed meanwhile: the broker is slow, and dropping the link would send all of them again.
            }
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task SendAsync(ReadOnlyMemory<byte> body, string declaredId)
    {
        try
        {
            var properties = new BasicProperties
            {
                Persistent = true,
                ContentType = "application/json",
                MessageId = Encoding.UTF8.GetByteCount(declaredId) <= MaxMessageIdBytes ? declaredId : null,
            };
            // The client's count of confirms goes wrong when a publish is cancelled (rabbitmq-dotnet-client#1900): only the waiting is.
            await channel.BasicPublishAsync(exchange, routingKey: "", mandatory: true, properties, body, CancellationToken.None);
            Interlocked.Increment(ref confirmed);
        }
        finally
        {
            inFlight.Release();
        }
    }
}
