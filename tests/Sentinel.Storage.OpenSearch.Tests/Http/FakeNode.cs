using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sentinel.Storage.OpenSearch.Tests.Http;

/// <summary>Answers what a real engine cannot be made to answer on demand.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeNode(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.First());

    /// <summary>The requests' bodies, in their order.</summary>
    public ConcurrentQueue<string> Bodies { get; } = [];

    /// <summary>What stood behind the requests' paths, from the question mark on.</summary>
    public ConcurrentQueue<string> Queries { get; } = [];

    /// <param name="answer">What a request of this path is answered; a status of 0 breaks the connection.</param>
    /// <param name="encoding">What the bodies claim to be encoded as.</param>
    public static async Task<FakeNode> StartAsync(Func<string, (int Status, string Body)> answer, string? encoding = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var node = new FakeNode(builder.Build());
        node.app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            node.Queries.Enqueue(context.Request.QueryString.Value ?? "");
            node.Bodies.Enqueue(await reader.ReadToEndAsync());
            var (status, body) = answer(context.Request.Path);
            if (status == 0)
            {
                context.Abort();
                return;
            }

            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            if (encoding is not null) context.Response.Headers.ContentEncoding = encoding;
            await context.Response.WriteAsync(body);
        });
        await node.app.StartAsync();
        return node;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
