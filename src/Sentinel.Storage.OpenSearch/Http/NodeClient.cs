namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>Puts one request to one node. Where there are others, a node that stands still is not waited for.</summary>
internal sealed class NodeClient(HttpClient http, TimeProvider time) : IDisposable
{
    /// <summary>After this time without an answer the node is asked whether it answers at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="OperationCanceledException">Also where the node is watched, and answers neither this nor anything else.</exception>
    public async Task<EngineAnswer> SendAsync(NodeRequest request, bool watched, CancellationToken cancellation)
    {
        if (!watched) return await SendAsync(request, cancellation);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = WatchAsync(request.Node, asking);
        try
        {
            return await SendAsync(request, asking.Token);
        }
        finally
        {
            await asking.CancelAsync();
            await watching;
        }
    }

    public void Dispose() => http.Dispose();

    private static ReadOnlyMemoryContent Content(JsonBody body, bool pack)
    {
        var content = new ReadOnlyMemoryContent(pack ? body.Packed() : body.Written);
        content.Headers.ContentType = new(body.IsLines ? "application/x-ndjson" : "application/json");
        if (pack) content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private async Task<EngineAnswer> SendAsync(NodeRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(request.Node, request.Path));
        if (request.Body is { } body) message.Content = Content(body, pack: body.IsLines && !request.Node.IsLoopback);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellation);
        return new(request.Name, response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    /// <summary>Cancels the request when its node stands still. A slow answer is waited for as long as the node answers others.</summary>
    private async Task WatchAsync(Uri node, CancellationTokenSource asking)
    {
        try
        {
            do await Task.Delay(Patience, time, asking.Token);
            while (await LivesAsync(node, asking.Token));
            await asking.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // It was answered.
        }
    }

    private async Task<bool> LivesAsync(Uri node, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var answer = await http.GetAsync(node, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}

/// <param name="Name">What it is called where it is told of.</param>
/// <param name="Path">Below the node's URL, without a leading slash.</param>
internal readonly record struct NodeRequest(string Name, Uri Node, HttpMethod Method, string Path, JsonBody? Body);
