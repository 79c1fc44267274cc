using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Sentinel.Testing.Servers;

/// <summary>
/// Stands before a search engine's node, or alone, and answers what a real one cannot be made to answer on demand: a test's script has each
/// request and may pass it on, change the answer, or give one of its own.
/// </summary>
public sealed class NodeProxy : IAsyncDisposable
{
    private readonly HttpClient node = new();
    private readonly WebApplication app;
    private readonly Uri? behind;

    private NodeProxy(WebApplication app, Uri? behind) => (this.app, this.behind) = (app, behind);

    public Uri Url => new(app.Urls.First());

    public Func<ProxiedRequest, Task<ProxiedAnswer?>> Script { get; set; } = request => request.PassAsync();

    /// <param name="behind">The node that requests are passed on to.</param>
    /// <param name="address">Of this machine, to listen on.</param>
    /// <param name="certificate">Makes it speak https.</param>
    public static async Task<NodeProxy> StartAsync(Uri? behind = null, string address = "127.0.0.1", TestCertificate? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"{(certificate is null ? "http" : "https")}://{address}:0").ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        if (certificate is not null)
        {
            var pair = X509Certificate2.CreateFromPemFile(certificate.File, certificate.KeyFile);
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.ConfigureHttpsDefaults(https => https.ServerCertificate = pair));
        }

        var proxy = new NodeProxy(builder.Build(), behind);
        proxy.app.Run(proxy.AnswerAsync);
        await proxy.app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        node.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new ProxiedRequest(
            context.Request.Path,
            context.Request.QueryString.ToString(),
            context.Request.Headers.ContentEncoding.ToString(),
            body.ToArray(),
            PassAsync,
            context.RequestAborted);
        if (await Script(request) is not { } answer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.ContentEncoding is { } encoding) context.Response.Headers.ContentEncoding = encoding;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);

        async Task<ProxiedAnswer?> PassAsync()
        {
            using var passed = new HttpRequestMessage(new(context.Request.Method), new Uri(behind!, context.Request.GetEncodedPathAndQuery()));
            if (body.Length > 0) passed.Content = new ByteArrayContent(body.ToArray());
            foreach (var (name, value) in context.Request.Headers)
            {
                if (name is "Host" or "Content-Length" or "Transfer-Encoding") continue;
                if (!passed.Headers.TryAddWithoutValidation(name, value.ToArray())) passed.Content?.Headers.TryAddWithoutValidation(name, value.ToArray());
            }

            using var response = await node.SendAsync(passed, context.RequestAborted);
            var content = response.Content;
            return new((int)response.StatusCode, await content.ReadAsByteArrayAsync(context.RequestAborted))
            {
                ContentType = $"{content.Headers.ContentType}",
                ContentEncoding = content.Headers.ContentEncoding.FirstOrDefault(),
            };
        }
    }
}

/// <param name="Query">From the question mark on.</param>
/// <param name="PassAsync">Passes the request on to the node, and returns its answer.</param>
/// <param name="Gone">The client waits no more.</param>
public sealed record ProxiedRequest(
    string Path, string Query, string ContentEncoding, byte[] Body, Func<Task<ProxiedAnswer?>> PassAsync, CancellationToken Gone)
{
    /// <summary>Of rows or of quarantined records: an ingestor writes audit entries by itself, at times that no test has in hand.</summary>
    public bool IsBulk => Path.EndsWith("/_bulk", StringComparison.Ordinal) && Body.AsSpan().IndexOf("write-audit-flows-"u8) < 0;
}

/// <summary>What the client is answered; none breaks the connection.</summary>
public sealed record ProxiedAnswer(int Status, byte[] Body)
{
    public string ContentType { get; init; } = "application/json";

    public string? ContentEncoding { get; init; }
}
