using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;

namespace Sentinel.Ingestor.Consuming;

/// <summary>Hands every body to the consumer as it is, whatever its content type says: understanding it is the decoder's work.</summary>
internal sealed class RawBodySerialization : ISerializerFactory, IMessageDeserializer, IMessageSerializer
{
    public ContentType ContentType { get; } = new("application/octet-stream");

    public IMessageDeserializer CreateDeserializer() => this;

    public IMessageSerializer CreateSerializer() => this;

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, new RawBodyContext(receiveContext.Body));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => new RawBodyContext(body);

    /// <summary>Never used: MassTransit wants a serializer, but this endpoint sends nothing.</summary>
    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => SystemTextJsonMessageSerializer.Instance.GetMessageBody(context);

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("rawBody");
}
