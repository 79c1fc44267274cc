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
    private readonly NodeClient http;
    private readonly OpenSearchOptions options;
    private readonly TimeProvider time;
    private Product? product;

    public EngineClient(IOptions<OpenSearchOptions> options, TimeProvider time, ILogger<EngineClient> logger)
    {
        (this.options, this.time, this.logger) = (options.Value, time, logger);
        nodes = new(this.options.Nodes(), time);
        http = new(EngineHandler.Connect(this.options), time);
    }

    /// <param name="path">Below the node's URL, without a leading slash.</param>
    /// <exception cref="StoreUnavailableException">No answer, or one that says: later.</exception>
    /// <exception cref="StoreForbiddenException">We do not trust the engine, it knows us not, or does not let us do this.</exception>
    public async Task<EngineAnswer> SendAsync(HttpMethod method, string path, JsonBody? body, CancellationToken cancellation)
    {
        var name = $"{method} {Shorten(path)}";
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        string? distrust = null;
        foreach (var node in nodes.NextOrder())
        {
            try
            {
                var answer = await http.SendAsync(new(name, nodes[node], method, path, body), watched: nodes.HasSeveral, deadline.Token);
                if (nodes.IsReachable(node)) Log.NodeReachable(logger, nodes[node].Authority);
                return Judge(answer, nodes[node]);
            }
            catch (HttpRequestException fault) when (WasNotSent(fault))
            {
                distrust ??= Refusals.Of(fault, nodes[node]);
                PassOver(node, fault.HttpRequestError.ToString());
            }
            catch (HttpRequestException fault)
            {
                throw new StoreUnavailableException($"{name} broke off: {fault.HttpRequestError}", fault);
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException)
            {
                throw new StoreUnavailableException($"{name} was answered with a body that cannot be read", fault);
            }
            catch (OperationCanceledException fault) when (!deadline.IsCancellationRequested)
            {
                PassOver(node, "no answer");
                if (IsConditional(method, path)) throw new StoreUnavailableException($"{name} was not answered: the node stands still", fault);
            }
            catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
            {
                throw new StoreUnavailableException($"{name} was not answered in time", fault)
                {
                    Limit = $"{OpenSearchOptions.Section}:{nameof(OpenSearchOptions.RequestTimeout)} is {options.RequestTimeout}",
                };
            }
        }

        if (distrust is not null) throw new StoreForbiddenException(distrust);
        throw new StoreUnavailableException($"no node could be reached for {name}");
    }

    public Task<EngineAnswer> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    /// <summary>Which engine it is, as far as known.</summary>
    public async ValueTask<Product> ProductAsync(CancellationToken cancellation) => Volatile.Read(ref product) ?? await DetectAsync(cancellation);

    /// <summary>Asks anew which engine it is.</summary>
    public async Task<Product> DetectAsync(CancellationToken cancellation)
    {
        var detected = Product.Read(await GetAsync("", cancellation));
        Volatile.Write(ref product, detected);
        return detected;
    }

    public void Dispose() => http.Dispose();

    private static bool WasNotSent(HttpRequestException fault) =>
        fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    /// <summary>Sent to a second node after the first has done it, it would be told that somebody else was faster.</summary>
    private static bool IsConditional(HttpMethod method, string path) => method != HttpMethod.Get && path.Contains("/_doc/", StringComparison.Ordinal);

    private EngineAnswer Judge(EngineAnswer answer, Uri node) => answer.Status switch
    {
        HttpStatusCode.Forbidden when answer.FaultType() is EngineFault.ClusterBlock => throw new StoreUnavailableException(answer.Refusal()),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new StoreForbiddenException(Refusals.Of(answer, node, options)),
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

    private void PassOver(int node, string reason)
    {
        if (nodes.IsUnreachable(node)) Log.NodeUnreachable(logger, nodes[node].Authority, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "Node {Node} cannot be reached ({Error}); the next one is tried")]
        public static partial void NodeUnreachable(ILogger logger, string node, string error);

        [LoggerMessage(2002, LogLevel.Information, "Node {Node} is reached again")]
        public static partial void NodeReachable(ILogger logger, string node);
    }
}
