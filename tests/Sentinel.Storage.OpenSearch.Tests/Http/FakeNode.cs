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

    /// <param name="answer">What a request of this path is answered; a status of 0 breaks the connection.</param>
    /// <param name="encoding">What the bodies claim to be encoded as.</param>
    /// <param name="generation">Of the store's state.</param>
    public static async Task<FakeNode> StartAsync(Func<string, (int Status, string Body)> answer, string? encoding = null, int generation = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var node = new FakeNode(builder.Build());
        node.app.Run(async context =>
        {
            var (status, body) = await node.AnswerAsync(context.Request, answer, generation);
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

    /// <summary>The store's state, then what the test says.</summary>
    private async Task<(int Status, string Body)> AnswerAsync(HttpRequest request, Func<string, (int Status, string Body)> answer, int generation)
    {
        if (request.Path.StartsWithSegments("/sentinel-documents/_doc", StringComparison.Ordinal))
            return (200, $$$$"""{"found":true,"_seq_no":1,"_primary_term":1,"_source":{"collection":"store","name":"state","body":{"generation":{{{{generation}}}}}}}""");
        using var reader = new StreamReader(request.Body);
        Bodies.Enqueue(await reader.ReadToEndAsync());
        return answer(request.Path);
    }
}
