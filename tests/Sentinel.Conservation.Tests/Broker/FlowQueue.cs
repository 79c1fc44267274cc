using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.Conservation.Tests.Broker;

/// <summary>The queues as the ingestors declare them, seen from outside.</summary>
internal static class FlowQueue
{
    public const string Exchange = "sentinel.flows";
    public const string Name = "sentinel.flows";
    public const string ErrorQueue = "sentinel.flows_error";

    /// <summary>Longer than the broker waits for a queue that has no leader: no question is left behind in it that would take a message.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(70);

    /// <summary>
    /// Whether no message is ready; null while the broker does not say. Its count of none is not believed, it says so of a queue that is slow to
    /// answer it: the queue is asked for a message. One that it has is held until the channel is closed, and delivered again.
    /// </summary>
    public static async Task<bool?> IsEmptyAsync(Uri broker, string queue, CancellationToken cancellation)
    {
        try
        {
            var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ContinuationTimeout = Patience };
            await using var connection = await factory.CreateConnectionAsync(cancellation);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            return (await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount == 0
                && await channel.BasicGetAsync(queue, autoAck: false, cancellation) is null;
        }
        catch (Exception reason) when (reason is RabbitMQClientException or IOException or TimeoutException
            || (reason is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
