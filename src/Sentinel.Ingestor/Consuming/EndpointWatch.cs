using MassTransit;
using Microsoft.Extensions.Options;
using Sentinel.Hosting.Broker;

namespace Sentinel.Ingestor.Consuming;

/// <summary>Says in a line when the broker is not reached, where MassTransit would print a page, and knows the endpoint once it is.</summary>
internal sealed partial class EndpointWatch(IOptions<RabbitMqOptions> options, ILogger<EndpointWatch> logger) : IReceiveEndpointObserver
{
    private readonly TaskCompletionSource<IReceiveEndpoint> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RabbitMqOptions options = options.Value;

    /// <summary>The endpoint, which has been ready at least once.</summary>
    public Task<IReceiveEndpoint> ReadyAsync(CancellationToken cancellation) => first.Task.WaitAsync(cancellation);

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        var broker = new Uri(options.Url);
        Log.Unreachable(logger, broker.Host, broker.Port, options.Queue, faulted.Exception?.GetBaseException().Message ?? "it does not say why");
        return Task.CompletedTask;
    }

    public Task Ready(ReceiveEndpointReady ready)
    {
        Log.Consuming(logger, options.Queue, options.Prefetch);
        first.TrySetResult(ready.ReceiveEndpoint);
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Warning, "Broker {Host}:{Port} does not let us consume queue {Queue}; trying again: {Reason}")]
        public static partial void Unreachable(ILogger logger, string host, int port, string queue, string reason);

        [LoggerMessage(1202, LogLevel.Information, "Consuming from queue {Queue}, up to {Prefetch} messages at once")]
        public static partial void Consuming(ILogger logger, string queue, int prefetch);
    }
}
