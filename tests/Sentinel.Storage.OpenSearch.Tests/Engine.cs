using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.OpenSearch.Tests;
using Sentinel.Testing.Servers;

[assembly: AssemblyFixture(typeof(Engine))]

namespace Sentinel.Storage.OpenSearch.Tests;

/// <summary>One OpenSearch for all tests; each test uses days of its own.</summary>
public sealed class Engine() : ServerFixture<OpenSearchNode>(() => new())
{
    private readonly HttpClient http = new();

    public static ServiceProvider Store(Uri url, params (string Name, string Value)[] settings) => Store(url, TimeProvider.System, settings);

    public static ServiceProvider Store(Uri url, TimeProvider time, params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { [$"{OpenSearchOptions.Section}:Urls"] = url.ToString() };
        foreach (var (name, value) in settings) values[$"{OpenSearchOptions.Section}:{name}"] = value;
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddOpenSearchStore(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider(validateScopes: true);
    }

    public async Task<Uri> UrlAsync(CancellationToken cancellation) => OpenSearchNode.Running ?? (await StartedAsync(cancellation)).Url;

    /// <summary>A prepared store: until the documents' first shard has started, a day cannot be opened.</summary>
    public async Task<ServiceProvider> StoreAsync(CancellationToken cancellation, params (string Name, string Value)[] settings)
    {
        var store = Store(await UrlAsync(cancellation), settings);
        await store.GetRequiredService<IFlowDays>().PrepareAsync(cancellation);
        return store;
    }

    /// <summary>A request past the store.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(await UrlAsync(cancellation), path));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, cancellation);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!;
    }

    public Task RefreshAsync(CancellationToken cancellation) => SendAsync(HttpMethod.Post, "flows-*/_refresh", null, cancellation);
}
