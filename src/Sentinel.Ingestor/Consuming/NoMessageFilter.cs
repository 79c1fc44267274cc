using System.Runtime.ExceptionServices;
using MassTransit;
using Sentinel.Flows.Decoding;

namespace Sentinel.Ingestor.Consuming;

/// <summary>
/// Stands before the error queue and lets only bodies pass that are no message. With any other failure (a shutdown, a lost channel) the
/// delivery fails whole, and the broker delivers it again.
/// </summary>
internal sealed class NoMessageFilter : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (context.Exception is not NotAMessageException) ExceptionDispatchInfo.Throw(context.Exception);
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("noMessage");
}
