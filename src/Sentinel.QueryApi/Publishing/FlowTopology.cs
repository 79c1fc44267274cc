using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.QueryApi.Publishing;

/// <summary>
/// The fanout exchange and its quorum queue. Publisher and consumer declare the same before first use: into an exchange without
/// a queue the broker confirms and forgets.
/// </summary>
internal static partial class FlowTopology
{
    private static readonly Dictionary<string, object?> QueueArguments = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    public static async Task DeclareAsync(IConnection connection, RabbitMqOptions options, ILogger logger, CancellationToken cancellation)
    {
        if (!await DeclaresAsync(connection, channel => channel.ExchangeDeclareAsync(options.Exchange, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation), cancellation))
            Log.OtherExchange(logger, options.Exchange);
        if (!await DeclaresAsync(connection, channel => channel.QueueDeclareAsync(options.Queue, durable: true, exclusive: false, autoDelete: false, QueueArguments, cancellationToken: cancellation), cancellation))
            Log.OtherQueue(logger, options.Queue);
        await using var binding = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await binding.QueueBindAsync(options.Queue, options.Exchange, routingKey: "", cancellationToken: cancellation);
    }

    /// <summary>False where it exists with other arguments. The refusal closes the channel, so each declaration has its own.</summary>
    private static async Task<bool> DeclaresAsync(IConnection connection, Func<IChannel, Task> declare, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            await declare(channel);
            return true;
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason?.ReplyCode == Constants.PreconditionFailed)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3021, LogLevel.Warning, "Exchange {Exchange} exists with another type or other arguments and is used as it is; "
            + "delete it while no producer runs, and it is declared again as a durable fanout exchange")]
        public static partial void OtherExchange(ILogger logger, string exchange);

        [LoggerMessage(3022, LogLevel.Warning, "Queue {Queue} exists with other arguments and is used as it is; "
            + "let it run empty and delete it while no producer runs, and it is declared again as a durable quorum queue")]
        public static partial void OtherQueue(ILogger logger, string queue);
    }
}
