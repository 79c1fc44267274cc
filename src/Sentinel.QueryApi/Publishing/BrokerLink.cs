using System.Text;
using RabbitMQ.Client;
using Sentinel.Hosting.Broker;

namespace Sentinel.QueryApi.Publishing;

/// <summary>One connection to the broker with the topology declared and a channel that confirms. Once broken it stays so.</summary>
internal sealed class BrokerLink : IAsyncDisposable
{
    private const int MaxInFlight = 64;
    private const int MaxMessageIdBytes = 255;

    private readonly SemaphoreSlim inFlight = new(MaxInFlight);
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly string exchange;

    private BrokerLink(IConnection connection, IChannel channel, string exchange) =>
        (this.connection, this.channel, this.exchange) = (connection, channel, exchange);

    public bool IsOpen => channel.IsOpen;

    public static async Task<BrokerLink> OpenAsync(RabbitMqOptions options, FlowTopology topology, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = new(options.Url),
            ClientProvidedName = "sentinel-query-api",
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
            ContinuationTimeout = TimeSpan.FromSeconds(5),
        };
        var opened = await factory.CreateConnectionAsync(cancellation);
        try
        {
            await topology.DeclareAsync(opened, cancellation);
            var confirming = await opened.CreateChannelAsync(
                new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
            return new(opened, confirming, options.Exchange);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns once the broker has the message in a queue, and has it for sure. A caller that stops waiting leaves the message in flight.</summary>
    public async Task PublishAsync(ReadOnlyMemory<byte> body, string declaredId, CancellationToken cancellation)
    {
        await inFlight.WaitAsync(cancellation);
        await SendAsync(body, declaredId).WaitAsync(cancellation);
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
        }
        finally
        {
            inFlight.Release();
        }
    }
}
