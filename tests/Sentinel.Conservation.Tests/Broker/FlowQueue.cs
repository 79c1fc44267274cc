using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.Conservation.Tests.Broker;

/// <summary>The queues as the ingestors declare them, seen from outside.</summary>
internal static class FlowQueue
{
    public const string Exchange = "sentinel.flows";
    public const string Name = "sentinel.flows";
    public const string ErrorQueue = "sentinel.flows_error";

    /// <summary>Messages that no consumer has; all, where none consumes. Null while the broker does not say.</summary>
    public static async Task<uint?> CountAsync(Uri broker, string queue, CancellationToken cancellation)
    {
        try
        {
            var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false };
            await using var connection = await factory.CreateConnectionAsync(cancellation);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            return (await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount;
        }
        catch (Exception reason) when (reason is RabbitMQClientException or IOException or TimeoutException)
        {
            return null;
        }
    }
}
