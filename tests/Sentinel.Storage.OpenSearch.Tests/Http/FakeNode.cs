using System.Collections.Concurrent;
using System.Text;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.OpenSearch.Tests.Http;

/// <summary>Answers what a real engine cannot be made to answer on demand.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly NodeProxy alone;

    private FakeNode(NodeProxy alone) => this.alone = alone;

    public Uri Url => alone.Url;

    /// <summary>The requests' bodies, in their order.</summary>
    public ConcurrentQueue<string> Bodies { get; } = [];

    /// <summary>What stood behind the requests' paths, from the question mark on.</summary>
    public ConcurrentQueue<string> Queries { get; } = [];

    /// <param name="answer">What a request of this path is answered; a status of 0 breaks the connection.</param>
    /// <param name="encoding">What the bodies claim to be encoded as.</param>
    /// <param name="generation">Of the store's state.</param>
    public static async Task<FakeNode> StartAsync(Func<string, (int Status, string Body)> answer, string? encoding = null, int generation = 0)
    {
        var node = new FakeNode(await NodeProxy.StartAsync());
        node.alone.Script = request =>
        {
            if (request.Path.StartsWith("/sentinel-documents/_doc/", StringComparison.Ordinal)) return Task.FromResult<ProxiedAnswer?>(StateOf(generation));
            node.Queries.Enqueue(request.Query);
            node.Bodies.Enqueue(Encoding.UTF8.GetString(request.Body));
            var (status, body) = answer(request.Path);
            return Task.FromResult(status == 0 ? null : new ProxiedAnswer(status, Encoding.UTF8.GetBytes(body)) { ContentEncoding = encoding });
        };
        return node;
    }

    public ValueTask DisposeAsync() => alone.DisposeAsync();

    private static ProxiedAnswer StateOf(int generation) => new(200, Encoding.UTF8.GetBytes(
        $$$$"""{"found":true,"_seq_no":1,"_primary_term":1,"_source":{"collection":"store","name":"state","body":{"generation":{{{{generation}}}}}}}"""));
}
