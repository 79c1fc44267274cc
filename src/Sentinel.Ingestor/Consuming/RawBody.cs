using MassTransit;

namespace Sentinel.Ingestor.Consuming;

/// <summary>A message as the broker delivered it.</summary>
internal sealed class RawBody(MessageBody body)
{
    public int Length => (int)(body.Length ?? 0);

    /// <summary>Copied when first read: until then the message takes its place in memory once.</summary>
    public ReadOnlyMemory<byte> Bytes => body.GetBytes();
}
