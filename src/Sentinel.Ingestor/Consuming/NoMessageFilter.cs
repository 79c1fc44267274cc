using System.Runtime.ExceptionServices;
using MassTransit;
using Sentinel.Flows.Decoding;
using Sentinel.Hosting.Broker;

namespace Sentinel.Ingestor.Consuming;

/// <summary>
/// Stands before the error queue and lets only bodies pass that are no message. With any other failure (a shutdown, a lost channel) the
/// delivery fails whole, and the broker delivers it again.
/// </summary>
internal sealed partial class NoMessageFilter(RabbitMqOptions options, ILogger<NoMessageFilter> logger) : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (context.Exception is not NotAMessageException)
        {
            Log.GivenBack(logger, context.Exception.Message);
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        Log.NoMessage(logger, context.Body.Length ?? 0, options.ErrorQueue, context.Exception.Message);
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("noMessage");

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Warning, "A body of {Bytes} bytes is no message and goes to queue {Queue}: {Reason}")]
        public static partial void NoMessage(ILogger logger, long bytes, string queue, string reason);

        [LoggerMessage(1302, LogLevel.Information, "A message goes back to the queue, to be delivered again: {Reason}")]
        public static partial void GivenBack(ILogger logger, string reason);
    }
}
