namespace Sentinel.Ingestor.Consuming;

/// <summary>A message as the broker delivered it.</summary>
internal sealed record RawBody(ReadOnlyMemory<byte> Bytes);
