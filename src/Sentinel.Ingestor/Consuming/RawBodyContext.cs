using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Serialization;

namespace Sentinel.Ingestor.Consuming;

/// <summary>A body that is a <see cref="RawBody"/> and nothing else; its headers mean nothing to MassTransit.</summary>
internal sealed class RawBodyContext(MessageBody body) : BaseSerializerContext(
    SystemTextJsonMessageSerializer.Instance,
    new RawMessageContext(EmptyHeaders.Instance, null, RawSerializerOptions.AnyMessageType),
    [MessageUrn.ForTypeString<RawBody>()])
{
    public override bool TryGetMessage<T>([NotNullWhen(true)] out T? message)
        where T : class
    {
        message = typeof(T) == typeof(RawBody) ? new RawBody(body) as T : null;
        return message is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
    {
        message = messageType == typeof(RawBody) ? new RawBody(body) : null;
        return message is not null;
    }

    public override IMessageSerializer GetMessageSerializer() => SystemTextJsonMessageSerializer.Instance;

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => GetMessageSerializer();

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => GetMessageSerializer();

    public override Dictionary<string, object> ToDictionary<T>(T? message)
        where T : class => [];
}
