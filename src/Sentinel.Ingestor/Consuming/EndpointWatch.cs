using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Options;
using Sentinel.Hosting.Broker;

namespace Sentinel.Ingestor.Consuming;

/// <summary>Says in a line why the broker is not reached, where MassTransit would print a page, and knows the endpoint once it is.</summary>
internal sealed partial class EndpointWatch(IOptions<RabbitMqOptions> options, ILogger<EndpointWatch> logger) : IReceiveEndpointObserver
{
    private readonly TaskCompletionSource<IReceiveEndpoint> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<IReceiveEndpoint> refused =
        Channel.CreateBounded<IReceiveEndpoint>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly RabbitMqOptions options = options.Value;
    private volatile bool isReady;
    private string? told;

    public bool IsReady => isReady;

    /// <summary>The endpoint, which has been ready at least once.</summary>
    public Task<IReceiveEndpoint> ReadyAsync(CancellationToken cancellation) => first.Task.WaitAsync(cancellation);

    /// <summary>The endpoint, once the broker refuses it.</summary>
    public ValueTask<IReceiveEndpoint> RefusedAsync(CancellationToken cancellation) => refused.Reader.ReadAsync(cancellation);

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        isReady = false;
        var sentence = faulted.Exception is { } failure ? BrokerRefusal.Sentence(failure, options) : "It does not say why.";
        if (!string.Equals(Interlocked.Exchange(ref told, sentence), sentence, StringComparison.Ordinal)) Log.Unreachable(logger, options.Queue, sentence);
        if (faulted.Exception is { } refusal && BrokerRefusal.IsRefusal(refusal)) refused.Writer.TryWrite(faulted.ReceiveEndpoint);
        return Task.CompletedTask;
    }

    public Task Ready(ReceiveEndpointReady ready)
    {
        isReady = true;
        Interlocked.Exchange(ref told, null);
        Log.Consuming(logger, options.Queue, options.Prefetch);
        first.TrySetResult(ready.ReceiveEndpoint);
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Warning, "The broker does not let us consume queue {Queue}; trying again until it does. {Sentence}")]
        public static partial void Unreachable(ILogger logger, string queue, string sentence);

        [LoggerMessage(1202, LogLevel.Information, "Consuming from queue {Queue}, up to {Prefetch} messages at once")]
        public static partial void Consuming(ILogger logger, string queue, int prefetch);
    }
}
