using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Sentinel.Flows.Decoding;

namespace Sentinel.Conservation.Tests.Publishing;

/// <summary>A body as a client posts it, and posts it again where no answer came.</summary>
/// <param name="Key">The <c>Idempotency-Key</c>, if any.</param>
internal sealed record Post(byte[] Body, string? Key, bool IsPacked)
{
    private const int FlowsInPart = 2_000;

    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/flows", UriKind.Relative)) { Content = new ByteArrayContent(IsPacked ? Packed() : Body) };
        if (IsPacked) request.Content.Headers.ContentEncoding.Add("gzip");
        if (Key is not null) request.Headers.Add("Idempotency-Key", Key);
        return request;
    }

    /// <summary>The messages that it stands for: each counts for itself, whole or not at all.</summary>
    public IEnumerable<Message> Parts()
    {
        var decoded = FlowDecoder.Decode(Body, default);
        var id = Key ?? decoded.DeclaredId ?? Convert.ToHexStringLower(SHA256.HashData(Body));
        return decoded.Records.Select(record => Encoding.UTF8.GetString(record.Text.Span)).Chunk(FlowsInPart).Select((records, part) => new Message(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $$"""{"batch_id":"{{id}}/{{part}}","exporter_ip":"{{decoded.ExporterIp}}","flows":[{{string.Join(',', records)}}]}"""))));
    }

    private byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Body);
        return packed.ToArray();
    }
}
