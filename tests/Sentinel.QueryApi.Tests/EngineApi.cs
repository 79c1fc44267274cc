using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Ingestor;
using Sentinel.QueryApi.Tests;
using Sentinel.QueryApi.Tests.Flows;
using Sentinel.Storage.OpenSearch;
using Sentinel.Testing.Servers;

[assembly: AssemblyFixture(typeof(OpenSearchApi))]
[assembly: AssemblyFixture(typeof(ElasticsearchApi))]

namespace Sentinel.QueryApi.Tests;

/// <summary>The API over a search engine that holds the rows of <see cref="PopulatedApi"/>, for tests that only ask; started when the first of them does.</summary>
public abstract class EngineApi<TNode>(Uri? running, Func<TNode> make) : ServerFixture<TNode>(make)
    where TNode : SearchNode
{
    private readonly SemaphoreSlim populating = new(1);
    private ApiHost? host;

    internal async Task<ApiHost> PopulatedAsync(PopulatedApi rows, CancellationToken cancellation)
    {
        await populating.WaitAsync(cancellation);
        try
        {
            return host ??= await PopulateAsync(rows, cancellation);
        }
        finally
        {
            populating.Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        populating.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static void Parts(IServiceCollection services, IConfiguration configuration) =>
        services.AddOpenSearchStore(configuration).AddIngestor(configuration).AddPipelinePublishing();

    private async Task<ApiHost> PopulateAsync(PopulatedApi rows, CancellationToken cancellation)
    {
        using var client = running is null ? (await StartedAsync(cancellation)).Connect() : new() { BaseAddress = running };
        using (var emptied = await client.DeleteAsync(ApiHost.Path("flows-*,quarantine-*,audit-*,sentinel-*"), cancellation)) emptied.EnsureSuccessStatusCode();
        var made = await ApiHost.StartAsync(
            Parts, new(StringComparer.Ordinal) { ["Sentinel:Storage:OpenSearch:Urls"] = client.BaseAddress!.ToString() }, cancellation);
        made.Time.Now = rows.Host.Time.Now;
        await made.WriteAsync(rows.Rows, cancellation);
        using var refreshed = await client.PostAsync(ApiHost.Path("flows-*/_refresh"), content: null, cancellation);
        refreshed.EnsureSuccessStatusCode();
        return made;
    }
}

public sealed class OpenSearchApi() : EngineApi<OpenSearchNode>(OpenSearchNode.Running, () => new());

public sealed class ElasticsearchApi() : EngineApi<ElasticsearchNode>(ElasticsearchNode.Running, () => new());
