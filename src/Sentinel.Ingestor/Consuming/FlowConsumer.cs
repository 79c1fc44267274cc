using MassTransit;
using RabbitMQ.Client;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.Ingestor.Retrying;

namespace Sentinel.Ingestor.Consuming;

/// <summary>
/// Takes a delivery through the pipeline; it is acknowledged when this returns. Whatever fails is held here and tried again, for a consumer
/// that throws gives its message away. Only a body that is no message is thrown, and cancellation, which gives the message back.
/// </summary>
internal sealed partial class FlowConsumer(IngestPipeline pipeline, BodyBudget budget, HeldDeliveries deliveries, Backoff backoff, ILogger<FlowConsumer> logger) : IConsumer<RawBody>
{
    public async Task Consume(ConsumeContext<RawBody> context)
    {
        using var held = await deliveries.HoldAsync(context.CancellationToken);
        using var share = await budget.EnterAsync(context.Message.Length, held.End);
        var properties = PropertiesOf(context.GetPayload<RabbitMqBasicConsumeContext>().Properties);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await pipeline.TakeAsync(context.Message.Bytes, properties, held.End);
                return;
            }
            catch (Exception failure) when (failure is not (NotAMessageException or OperationCanceledException))
            {
                Log.Held(logger, attempt + 1, failure);
                await backoff.PauseAsync(attempt, held.End);
            }
        }
    }

    private static MessageProperties PropertiesOf(IReadOnlyBasicProperties amqp) => new(
        amqp.IsMessageIdPresent() ? amqp.MessageId : null,
        amqp.IsTimestampPresent() && amqp.Timestamp.UnixTime is > 0 and <= Window.MaxTime / 1000 and var seconds ? seconds * 1000 : null);

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "A message failed in a way we do not know, attempt {Attempt}; it is held and tried again")]
        public static partial void Held(ILogger logger, int attempt, Exception failure);
    }
}
