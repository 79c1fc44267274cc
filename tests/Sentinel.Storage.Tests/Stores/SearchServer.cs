using System.Text;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.Tests.Stores;

/// <summary>A search engine that all classes of a run share: the one that is named, else one of our own. It begins empty.</summary>
public abstract class SearchServer<TNode>(Uri? running, Func<TNode> make) : ServerFixture<TNode>(make)
    where TNode : SearchNode
{
    private readonly SemaphoreSlim preparing = new(1);
    private Uri? url;

    public async Task<Uri> UrlAsync(CancellationToken cancellation)
    {
        await preparing.WaitAsync(cancellation);
        try
        {
            if (url is not null) return url;
            var found = running ?? (await StartedAsync(cancellation)).Url;
            using var client = new HttpClient { BaseAddress = found };
            await EmptyAsync(client, cancellation);
            await PrepareAsync(client, cancellation);
            return url = found;
        }
        finally
        {
            preparing.Release();
        }
    }

    /// <summary>Removes every index that a store makes.</summary>
    internal static async Task EmptyAsync(HttpClient client, CancellationToken cancellation)
    {
        using var emptied = await client.DeleteAsync(new Uri("flows-*,quarantine-*,audit-*,sentinel-*", UriKind.Relative), cancellation);
        emptied.EnsureSuccessStatusCode();
    }

    protected virtual Task PrepareAsync(HttpClient client, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>
/// OpenSearch with concurrent segment search wherever an index does not forbid it, as a cluster of OpenSearch 3 has it:
/// top lists must be exact there too.
/// </summary>
public abstract class ConcurrentOpenSearchServer(Uri? running) : SearchServer<OpenSearchNode>(running, () => new())
{
    protected override async Task PrepareAsync(HttpClient client, CancellationToken cancellation)
    {
        const string Settings = """{"persistent":{"search.concurrent_segment_search.mode":"all"}}""";
        using var body = new StringContent(Settings, Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync(new Uri("_cluster/settings", UriKind.Relative), body, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}

public sealed class OpenSearchServer() : ConcurrentOpenSearchServer(OpenSearchNode.Running);

public sealed class ElasticsearchServer() : SearchServer<ElasticsearchNode>(ElasticsearchNode.Running, () => new());

/// <summary>One on which every day has several shards: an index keeps those it was made with, so other classes' days are elsewhere.</summary>
public sealed class ShardedOpenSearchServer() : ConcurrentOpenSearchServer(running: null);

/// <inheritdoc cref="ShardedOpenSearchServer"/>
public sealed class ShardedElasticsearchServer() : SearchServer<ElasticsearchNode>(running: null, () => new());
