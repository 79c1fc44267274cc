using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.Conservation.Tests.Broker;

/// <summary>The queues as the ingestors declare them, seen from outside.</summary>
internal static class FlowQueue
{
    public const string Exchange = "sentinel.flows";
    public const string Name = "sentinel.flows";
    public const string ErrorQueue = "sentinel.flows_error";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Messages that no consumer has; all, where none consumes. Null while the broker does not say, and it does not by saying zero: so it says of a
    /// queue that has no leader yet after a start. Whoever asks for a message is answered by the leader.
    /// </summary>
    public static async Task<uint?> CountAsync(Uri broker, string queue, CancellationToken cancellation)
    {
        try
        {
            var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ContinuationTimeout = Patience };
            await using var connection = await factory.CreateConnectionAsync(cancellation);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            var said = (await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount;
            return said == 0 && await channel.BasicGetAsync(queue, autoAck: false, cancellation) is { } first ? 1 + first.MessageCount : said;
        }
        catch (Exception reason) when (reason is RabbitMQClientException or IOException or TimeoutException
            || (reason is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
