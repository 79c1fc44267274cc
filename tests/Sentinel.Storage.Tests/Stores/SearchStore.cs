using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.OpenSearch;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.Tests.Stores;

/// <summary>The store over HTTP. Days are shared with the other classes of the run.</summary>
/// <param name="shards">Of each day.</param>
public abstract class SearchStore<TNode>(SearchServer<TNode> server, int shards = 1) : Store
    where TNode : SearchNode
{
    private const string Section = "Sentinel:Storage:OpenSearch";
    private const string Urls = $"{Section}:Urls";

    private HttpClient? client;

    public override async Task SettleAsync(CancellationToken cancellation)
    {
        using var answer = await client!.PostAsync(new Uri("flows-*,rollups-*,quarantine-*,audit-*/_refresh", UriKind.Relative), content: null, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public override async Task ForgetAsync(int year, CancellationToken cancellation)
    {
        if (client is null) return;
        using var answer = await client.DeleteAsync(new Uri($"flows-{year}.*", UriKind.Relative), cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public override async Task ForgetRollupsAsync(CancellationToken cancellation)
    {
        using var answer = await client!.DeleteAsync(new Uri("rollups-*", UriKind.Relative), cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Empties the engine's cache of answers, so that each question is answered anew.</summary>
    public async Task ForgetAnswersAsync(CancellationToken cancellation)
    {
        using var answer = await client!.PostAsync(new Uri("flows-*,rollups-*/_cache/clear?request=true", UriKind.Relative), content: null, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A search past the port, straight to the engine.</summary>
    public Task<JsonNode> SearchAsync(string indices, string query, CancellationToken cancellation) => SendAsync(HttpMethod.Post, $"{indices}/_search", query, cancellation);

    /// <summary>A request past the port that has to succeed.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client!.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Another process, which reaches the engine through a proxy.</summary>
    public async Task<(Ports Process, NodeProxy Proxy)> ProcessBehindAsync(CancellationToken cancellation)
    {
        var proxy = await NodeProxy.StartAsync(client!.BaseAddress);
        return (await AnotherProcessAsync(settings => settings[Urls] = proxy.Url.ToString(), cancellation), proxy);
    }

    /// <summary>The names of the indices of days there are, whosoever reads them.</summary>
    public async Task<IReadOnlyList<string>> DayIndicesAsync(CancellationToken cancellation)
    {
        var answer = await client!.GetStringAsync(new Uri("flows-*/_settings/index.uuid", UriKind.Relative), cancellation);
        return [.. JsonNode.Parse(answer)!.AsObject().Select(index => index.Key).Order(StringComparer.Ordinal)];
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        client?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task<Dictionary<string, string?>> SettingsAsync(CancellationToken cancellation)
    {
        client ??= await server.ConnectAsync(cancellation);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [Urls] = client.BaseAddress!.ToString(),
            [$"{Section}:Shards"] = shards.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (setting, value) in await server.CredentialsAsync(cancellation)) settings[$"{Section}:{setting}"] = value;
        return settings;
    }

    protected override void Add(IServiceCollection services, IConfiguration configuration) => services.AddOpenSearchStore(configuration);

    protected override async Task EmptyAsync(CancellationToken cancellation)
    {
        await SettingsAsync(cancellation);
        await SearchServer<TNode>.EmptyAsync(client!, cancellation);
    }
}

public sealed class OpenSearchStore(OpenSearchServer server) : SearchStore<OpenSearchNode>(server);

public sealed class ElasticsearchStore(ElasticsearchServer server) : SearchStore<ElasticsearchNode>(server);

/// <summary>For classes that have the server for themselves.</summary>
public sealed class OtherElasticsearchStore(OtherElasticsearchServer server) : SearchStore<ElasticsearchNode>(server);

/// <summary>For classes that have the server for themselves.</summary>
public sealed class SecuredOpenSearchStore(SecuredOpenSearchServer server) : SearchStore<SecureOpenSearchNode>(server)
{
    public SecuredOpenSearchServer Server { get; } = server;
}

/// <summary>An index keeps the shards it was made with: all classes that share the server's days have several.</summary>
public sealed class ShardedOpenSearchStore(SecuredOpenSearchServer server) : SearchStore<SecureOpenSearchNode>(server, shards: 3);

public sealed class ShardedElasticsearchStore(OtherElasticsearchServer server) : SearchStore<ElasticsearchNode>(server, shards: 3);
