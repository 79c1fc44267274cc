using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Sentinel.QueryApi.Tests.Publishing;

/// <summary>Bodies to publish, and requests that carry them.</summary>
internal static class Bodies
{
    /// <summary>A flow at the noon of all tests, told apart by its port.</summary>
    public static string Flow(int port = 443, string more = "") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"src_ip":"10.0.0.1","dst_ip":"192.0.2.1","dst_port":{{port}},"protocol":6,"bytes":100,"packets":2,"last_seen":{{Sentinel.Testing.Some.Time}}{{more}}}""");

    public static string Flows(int count) => string.Join(',', Enumerable.Range(0, count).Select(port => Flow(port)));

    public static string Batch(int count, string id) => $$"""{"batch_id":"{{id}}","exporter_ip":"10.9.9.9","flows":[{{Flows(count)}}]}""";

    public static byte[] Gzip(byte[] plain)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(plain);
        return buffer.ToArray();
    }

    public static Task<HttpResponseMessage> PublishAsync(this ApiHost host, string body, CancellationToken cancellation, string? encoding = null, string? key = null) =>
        host.PublishAsync(Encoding.UTF8.GetBytes(body), cancellation, encoding, key);

    public static async Task<HttpResponseMessage> PublishAsync(
        this ApiHost host, byte[] body, CancellationToken cancellation, string? encoding = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ApiHost.Path("/api/v1/flows")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null) request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await host.Client.SendAsync(request, cancellation);
    }
}
