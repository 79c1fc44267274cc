using System.Text;
using System.Text.Json.Nodes;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.Tests.Stores;

/// <summary>A search engine that all classes of a run share: the one that is named, else one of our own. It begins empty.</summary>
public abstract class SearchServer<TNode>(Uri? running, Func<TNode> make) : ServerFixture<TNode>(make)
    where TNode : SearchNode
{
    private readonly SemaphoreSlim preparing = new(1);
    private bool isPrepared;

    /// <summary>A client that may do all, past the store.</summary>
    public async Task<HttpClient> ConnectAsync(CancellationToken cancellation)
    {
        var client = running is null ? (await StartedAsync(cancellation)).Connect() : new() { BaseAddress = running };
        await preparing.WaitAsync(cancellation);
        try
        {
            if (isPrepared) return client;
            await EmptyAsync(client, cancellation);
            await PrepareAsync(client, cancellation);
            isPrepared = true;
            return client;
        }
        finally
        {
            preparing.Release();
        }
    }

    /// <summary>What a store is told to be let in, below its engine's section.</summary>
    public virtual Task<(string Setting, string Value)[]> CredentialsAsync(CancellationToken cancellation) => Task.FromResult<(string, string)[]>([]);

    /// <summary>Removes every index that a store makes.</summary>
    internal static async Task EmptyAsync(HttpClient client, CancellationToken cancellation)
    {
        using var emptied = await client.DeleteAsync(new Uri("flows-*,rollups-*,quarantine-*,audit-*,sentinel-*", UriKind.Relative), cancellation);
        emptied.EnsureSuccessStatusCode();
    }

    protected virtual Task PrepareAsync(HttpClient client, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>
/// OpenSearch with concurrent segment search wherever an index does not forbid it, as a cluster of OpenSearch 3 has it:
/// top lists must be exact there too.
/// </summary>
public abstract class ConcurrentOpenSearchServer<TNode>(Uri? running, Func<TNode> make) : SearchServer<TNode>(running, make)
    where TNode : SearchNode
{
    protected override async Task PrepareAsync(HttpClient client, CancellationToken cancellation)
    {
        const string Settings = """{"persistent":{"search.concurrent_segment_search.mode":"all"}}""";
        using var body = new StringContent(Settings, Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync(new Uri("_cluster/settings", UriKind.Relative), body, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}

public sealed class OpenSearchServer() : ConcurrentOpenSearchServer<OpenSearchNode>(OpenSearchNode.Running, () => new());

/// <summary>Behind its security plugin: a store is a user with the documented role, and may do nothing else.</summary>
public sealed class SecuredOpenSearchServer() : ConcurrentOpenSearchServer<SecureOpenSearchNode>(running: null, () => new())
{
    private const string Role = "sentinel";
    private const string Username = "sentinel";
    private const string Password = "a password for tests";

    public override async Task<(string Setting, string Value)[]> CredentialsAsync(CancellationToken cancellation) =>
        [("Username", Username), ("Password", Password), ("CertificateAuthority", (await StartedAsync(cancellation)).CertificateAuthority)];

    /// <summary>Gives the store's user this role and no other.</summary>
    public async Task PutRoleAsync(JsonNode role, CancellationToken cancellation) =>
        await (await StartedAsync(cancellation)).PutRoleAsync(Role, role, cancellation);

    protected override async Task PrepareAsync(HttpClient client, CancellationToken cancellation)
    {
        await base.PrepareAsync(client, cancellation);
        await PutRoleAsync(SecureOpenSearchNode.DocumentedRole(), cancellation);
        await (await StartedAsync(cancellation)).PutUserAsync(Username, Password, Role, cancellation);
    }
}

public sealed class ElasticsearchServer() : SearchServer<ElasticsearchNode>(ElasticsearchNode.Running, () => new());

/// <summary>One that a class has for itself at a time.</summary>
public sealed class OtherElasticsearchServer() : SearchServer<ElasticsearchNode>(running: null, () => new());
