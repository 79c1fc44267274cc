using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.Ingestor.Consuming;

/// <summary>
/// Declares exchange, queue and their binding before each start of consuming, on channels of its own: a refused declaration closes its
/// channel. A queue that exists with other arguments is used as it is.
/// </summary>
internal sealed partial class TopologyFilter(RabbitMqOptions options, ILogger<TopologyFilter> logger) : IFilter<ChannelContext>
{
    private static readonly Dictionary<string, object?> QueueArguments = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        var connection = context.ConnectionContext.Connection;
        await DeclareQueueAsync(connection, context.CancellationToken);
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: context.CancellationToken))
        {
            await channel.ExchangeDeclareAsync(options.Exchange, ExchangeType.Fanout, durable: true, cancellationToken: context.CancellationToken);
            await channel.QueueBindAsync(options.Queue, options.Exchange, "", cancellationToken: context.CancellationToken);
        }

        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("topology");

    private async Task DeclareQueueAsync(IConnection connection, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            await channel.QueueDeclareAsync(options.Queue, durable: true, exclusive: false, autoDelete: false, QueueArguments, cancellationToken: cancellation);
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason?.ReplyCode == Constants.PreconditionFailed)
        {
            Log.OtherQueue(logger, options.Queue, refused.ShutdownReason.ReplyText);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Warning, "Queue {Queue} exists with other arguments and is used as it is; to have the durable quorum queue "
            + "we would make, empty it, delete it and restart. The broker says: {Reason}")]
        public static partial void OtherQueue(ILogger logger, string queue, string reason);
    }
}
