using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sentinel.Testing.Servers;

/// <summary>One node of a search engine over HTTP on 127.0.0.1, a cluster of one unless its settings say otherwise.</summary>
public abstract class SearchNode : ServerProcess
{
    /// <summary>
    /// Memory is counted by what requests take: by what the heap holds, a node is full as soon as its collector leaves garbage lying, and then
    /// refuses everything.
    /// </summary>
    private static readonly string[] Memory = ["indices.breaker.total.use_real_memory=false", "indices.breaker.total.limit=95%"];

    /// <summary>Where repositories of snapshots may be.</summary>
    private const string Repositories = $"path.repo={FolderMark}/repositories";

    private HttpClient? client;

    protected SearchNode(string kind, string[] settings, string scheme = "http")
        : this(kind, settings, scheme, FreePorts.Next(), FreePorts.Next())
    {
    }

    private SearchNode(string kind, string[] settings, string scheme, int port, int transport)
        : base(kind, [$"http.port={port}", $"transport.port={transport}", .. Memory, Repositories, .. settings]) => (Url, Transport) = (new($"{scheme}://127.0.0.1:{port}"), $"127.0.0.1:{transport}");

    public Uri Url { get; }

    /// <summary>Where other nodes of its cluster find it.</summary>
    public string Transport { get; }

    /// <summary>A client that may do all, past the code under test; only once the node has begun to start.</summary>
    public virtual HttpClient Connect() => new() { BaseAddress = Url };

    /// <summary>A request past the code under test.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellation)
    {
        client ??= Connected();
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, cancellation);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!;
    }

    public override async ValueTask DisposeAsync()
    {
        client?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async ValueTask<bool> IsReadyAsync()
    {
        try
        {
            client ??= Connected();
            using var answer = await client.GetAsync(new Uri("/_cluster/health?wait_for_status=yellow&timeout=5s", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException or CryptographicException)
        {
            return false;
        }
    }

    private HttpClient Connected()
    {
        var connected = Connect();
        connected.Timeout = TimeSpan.FromSeconds(10);
        return connected;
    }
}

/// <param name="settings">Of <c>opensearch.yml</c>, as <c>name=value</c>.</param>
public sealed class OpenSearchNode(params string[] settings) : SearchNode("opensearch", settings)
{
    /// <summary>An engine that runs already, a disposable one, for tests that neither kill nor restart it; null where none is named.</summary>
    public static Uri? Running { get; } = Required.Setting("SENTINEL_TEST_OPENSEARCH") is { } url ? new(url) : null;
}

/// <param name="settings">Of <c>elasticsearch.yml</c>, as <c>name=value</c>.</param>
public sealed class ElasticsearchNode(params string[] settings) : SearchNode("elasticsearch", settings)
{
    /// <inheritdoc cref="OpenSearchNode.Running"/>
    public static Uri? Running { get; } = Required.Setting("SENTINEL_TEST_ELASTICSEARCH") is { } url ? new(url) : null;
}
