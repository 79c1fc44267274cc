using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using Sentinel.Hosting.Broker;

namespace Sentinel.Ingestor.Consuming;

/// <summary>
/// Puts the body, byte for byte, into the error queue that the topology declared or found; the delivery is acknowledged once the broker has
/// confirmed. MassTransit's own filter would declare the queue again, and where it exists with other arguments never consume another message.
/// </summary>
internal sealed class ErrorQueueFilter(RabbitMqOptions options) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var properties = new BasicProperties(context.GetPayload<RabbitMqBasicConsumeContext>().Properties) { Persistent = true };
        await context.GetPayload<ChannelContext>().BasicPublishAsync(
            exchange: "", options.ErrorQueue, mandatory: true, properties, context.Body.GetBytes(), awaitAck: true);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("errorQueue");
}
