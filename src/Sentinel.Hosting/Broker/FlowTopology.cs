using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.Hosting.Broker;

/// <summary>
/// The fanout exchange with its quorum queue, and the queue of bodies that are no message. Publisher and consumer declare all of it before
/// first use: into an exchange without a queue the broker confirms and forgets. What exists with other arguments is used as it is.
/// </summary>
public sealed partial class FlowTopology(IOptions<RabbitMqOptions> options, ILogger<FlowTopology> logger)
{
    private const int FirstMajorWithLimit = 4;

    private readonly RabbitMqOptions options = options.Value;

    public async Task DeclareAsync(IConnection connection, CancellationToken cancellation)
    {
        await DeclareExchangeAsync(connection, options.Exchange, cancellation);
        await DeclareQueueAsync(connection, options.Queue, QueueArgumentsFor(VersionOf(connection)), cancellation);
        await DeclareQueueAsync(connection, options.ErrorQueue, Quorum(), cancellation);
        await using var binding = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await binding.QueueBindAsync(options.Queue, options.Exchange, routingKey: "", cancellationToken: cancellation);
    }

    /// <summary>
    /// Tries the way of what is no message, which leads through the broker's default exchange: a consumer that may not go it would have such a body
    /// again and again, and never what stands behind it. A message for no queue goes it, and comes back.
    /// </summary>
    /// <exception cref="OperationInterruptedException">The broker refuses.</exception>
    public static async Task TryErrorWayAsync(IConnection connection, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
        try
        {
            await channel.BasicPublishAsync(exchange: "", $"sentinel-tries-{Guid.NewGuid():N}", mandatory: true, new BasicProperties(), ReadOnlyMemory<byte>.Empty, cancellation);
        }
        catch (PublishException returned) when (returned.IsReturn)
        {
            // Nobody has a queue of that name.
        }
    }

    /// <summary>
    /// From RabbitMQ 4 on a quorum queue drops what was delivered 20 times, unless its limit is -1; to 3.x a limit of -1 means the first redelivery.
    /// </summary>
    /// <param name="serverVersion">As the server says it; where it says none the limit is left alone.</param>
    public static IDictionary<string, object?> QueueArgumentsFor(string serverVersion)
    {
        var arguments = Quorum();
        if (int.TryParse(serverVersion.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= FirstMajorWithLimit)
            arguments["x-delivery-limit"] = -1;
        return arguments;
    }

    private static Dictionary<string, object?> Quorum() => new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    private static string VersionOf(IConnection connection) =>
        connection.ServerProperties?.TryGetValue("version", out var version) == true && version is byte[] text ? Encoding.UTF8.GetString(text) : "";

    private async Task DeclareExchangeAsync(IConnection connection, string exchange, CancellationToken cancellation)
    {
        if (await RefusalAsync(connection, channel => channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellation), cancellation) is { } reason)
            Log.OtherExchange(logger, exchange, reason);
    }

    private async Task DeclareQueueAsync(IConnection connection, string queue, IDictionary<string, object?> arguments, CancellationToken cancellation)
    {
        if (await RefusalAsync(connection, channel => channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellation), cancellation) is not { } reason)
            return;
        Log.OtherQueue(logger, queue, string.Join(", ", arguments.Select(argument => $"{argument.Key}={argument.Value}")), reason);
    }

    /// <summary>What the broker says where it exists with other arguments, else null. That closes the channel, so each declaration has its own.</summary>
    private static async Task<string?> RefusalAsync(IConnection connection, Func<IChannel, Task> declare, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            await declare(channel);
            return null;
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason is { ReplyCode: Constants.PreconditionFailed } reason)
        {
            return reason.ReplyText;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Warning, "Exchange {Exchange} exists with another type or other arguments and is used as it is; messages whose routing key it "
            + "does not route are lost. Delete it while no producer runs, and it is declared again as a durable fanout exchange. The broker says: {Reason}")]
        public static partial void OtherExchange(ILogger logger, string exchange, string reason);

        [LoggerMessage(6002, LogLevel.Warning, "Queue {Queue} exists with other arguments than {Arguments} and is used as it is: where it limits deliveries, "
            + "messages that are given back too often in an outage are dropped. Let it run empty and delete it while no producer runs, and it is declared again, "
            + "or set the policy delivery-limit to -1 on a broker of version 4. The broker says: {Reason}")]
        public static partial void OtherQueue(ILogger logger, string queue, string arguments, string reason);
    }
}
