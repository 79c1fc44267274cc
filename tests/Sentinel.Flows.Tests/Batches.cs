using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Tests;

/// <summary>Batches as a producer of ours publishes them.</summary>
internal static class Batches
{
    /// <summary>The batch decoded: every flow as it was.</summary>
    public static DecodedMessage Decode(IReadOnlyList<Flow> flows, string id = "batch") => Decode(Write(flows, id));

    /// <inheritdoc cref="Decode(IReadOnlyList{Flow}, string)"/>
    public static DecodedMessage Decode(byte[] body) => FlowDecoder.Decode(body, default);

    public static byte[] Write(IReadOnlyList<Flow> flows, string id = "batch")
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) FlowJson.Write(json, new(id, null, flows));
        return stream.ToArray();
    }
}
