using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.Conservation.Tests.Broker;

/// <summary>The queues as the ingestors declare them, seen from outside.</summary>
internal static class FlowQueue
{
    public const string Exchange = "sentinel.flows";
    public const string Name = "sentinel.flows";
    public const string ErrorQueue = "sentinel.flows_error";

    /// <summary>The broker would wait for more than a minute for a queue that has no leader.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether no message is there that is not with a consumer; false while that is not known. A count of none is not believed: the broker says so
    /// wherever a queue is slow to answer it. Who asks for a message is answered by the queue.
    /// </summary>
    public static async Task<bool> IsEmptyAsync(Uri broker, string queue, CancellationToken cancellation)
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
            return false;
        }
    }
}
