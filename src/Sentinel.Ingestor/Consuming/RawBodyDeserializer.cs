using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;

namespace Sentinel.Ingestor.Consuming;

/// <summary>Hands every body to the consumer as it is, whatever its content type says: understanding it is the decoder's work.</summary>
internal sealed class RawBodyDeserializer : ISerializerFactory, IMessageDeserializer
{
    public ContentType ContentType { get; } = new("application/octet-stream");

    public IMessageDeserializer CreateDeserializer() => this;

    /// <summary>Never used: this endpoint sends nothing.</summary>
    public IMessageSerializer CreateSerializer() => SystemTextJsonMessageSerializer.Instance;

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, new RawBodyContext(receiveContext.Body));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => new RawBodyContext(body);

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("rawBody");
}
