using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>
/// The one way to the engine: a node in turn, the next one where none can be reached. It throws where nothing is known of the
/// request's fate or where we are not let in; every other answer is the caller's to judge.
/// </summary>
internal sealed partial class EngineClient : IDisposable
{
    private readonly ILogger<EngineClient> logger;
    private readonly NodeRing nodes;
    private readonly HttpClient http;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private Product? product;

    public EngineClient(IOptions<OpenSearchOptions> options, TimeProvider time, ILogger<EngineClient> logger)
    {
        (this.time, this.logger) = (time, logger);
        nodes = new(options.Value.Nodes(), time);
        http = EngineHandler.Connect(options.Value);
        timeout = options.Value.Timeout;
    }

    /// <param name="path">Below the node's URL, without a leading slash.</param>
    /// <exception cref="StoreUnavailableException">No answer, or one that says: later.</exception>
    /// <exception cref="StoreForbiddenException">The engine knows us not, or does not let us do this.</exception>
    public async Task<EngineAnswer> SendAsync(HttpMethod method, string path, JsonBody? body, CancellationToken cancellation)
    {
        var name = $"{method} {Shorten(path)}";
        using var limit = new CancellationTokenSource(timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        foreach (var node in nodes.NextOrder())
        {
            try
            {
                return Judge(await SendAsync(name, nodes[node], method, path, body, deadline.Token));
            }
            catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
            {
                nodes.Unreachable(node);
                Log.NodeUnreachable(logger, nodes[node].Authority, fault.HttpRequestError.ToString());
            }
            catch (HttpRequestException fault)
            {
                throw new StoreUnavailableException($"{name} broke off: {fault.HttpRequestError}", fault);
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException)
            {
                throw new StoreUnavailableException($"{name} was answered with a body that cannot be read", fault);
            }
            catch (OperationCanceledException) when (!deadline.IsCancellationRequested)
            {
                nodes.Unreachable(node);
                Log.NodeUnreachable(logger, nodes[node].Authority, "connect timeout");
            }
            catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
            {
                throw new StoreUnavailableException($"{name} was not answered in time", fault);
            }
        }

        throw new StoreUnavailableException($"no node could be reached for {name}");
    }

    public Task<EngineAnswer> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    /// <summary>Which engine it is, as far as known.</summary>
    public async ValueTask<Product> ProductAsync(CancellationToken cancellation) => Volatile.Read(ref product) ?? await DetectAsync(cancellation);

    /// <summary>Asks anew which engine it is.</summary>
    public async Task<Product> DetectAsync(CancellationToken cancellation)
    {
        using var answer = (await GetAsync("", cancellation)).ReadSuccess();
        var detected = Product.Read(answer.RootElement);
        Volatile.Write(ref product, detected);
        return detected;
    }

    public void Dispose() => http.Dispose();

    private static EngineAnswer Judge(EngineAnswer answer) => answer.Status switch
    {
        HttpStatusCode.Forbidden when answer.FaultType() is EngineFault.ClusterBlock => throw new StoreUnavailableException(answer.Refusal()),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new StoreForbiddenException(answer.Refusal()),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest) =>
            throw new StoreUnavailableException(answer.Refusal()),
        _ => answer,
    };

    private static string Shorten(string path)
    {
        var end = path.IndexOf('?', StringComparison.Ordinal);
        var plain = end < 0 ? path : path[..end];
        return plain.Length <= 80 ? $"/{plain}" : $"/{plain[..40]}…{plain[^39..]}";
    }

    private async Task<EngineAnswer> SendAsync(
        string name, Uri node, HttpMethod method, string path, JsonBody? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(node, path));
        if (body is not null) request.Content = Content(body, pack: body.IsLines && !node.IsLoopback);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
        return new(name, response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    private static ReadOnlyMemoryContent Content(JsonBody body, bool pack)
    {
        var content = new ReadOnlyMemoryContent(pack ? body.Packed() : body.Written);
        content.Headers.ContentType = new(body.IsLines ? "application/x-ndjson" : "application/json");
        if (pack) content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "Node {Node} cannot be reached ({Error}); the next one is tried")]
        public static partial void NodeUnreachable(ILogger logger, string node, string error);
    }
}
