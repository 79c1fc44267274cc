using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sentinel.Storage;
using Sentinel.Storage.Embedded;

namespace Sentinel.Ingestor.Tests;

/// <summary>Pipelines as several processes would have them, each with a writer of its own, over one store.</summary>
internal sealed class SeveralPipelines : IAsyncDisposable
{
    private readonly ServiceCollection ports = [];
    private readonly ServiceProvider store;
    private readonly List<IHost> hosts = [];

    private SeveralPipelines(string folder)
    {
        ports.AddEmbeddedStore(new ConfigurationBuilder().AddInMemoryCollection([new("Sentinel:Storage:Embedded:Folder", folder)]).Build());
        store = ports.BuildServiceProvider();
    }

    public IReadOnlyList<IngestPipeline> All => hosts.ConvertAll(host => host.Services.GetRequiredService<IngestPipeline>());

    public IFlowReader Reader => store.GetRequiredService<IFlowReader>();

    public static async Task<SeveralPipelines> StartAsync(int count, string folder)
    {
        var pipelines = new SeveralPipelines(folder);
        for (var i = 0; i < count; i++) pipelines.hosts.Add(pipelines.Build());
        foreach (var host in pipelines.hosts) await host.StartAsync(TestContext.Current.CancellationToken);
        return pipelines;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        await store.DisposeAsync();
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<TimeProvider, ShiftedTime>();
        // By instance, so that a host that stops leaves the store to the others.
        foreach (var port in ports.Where(service => service.ServiceType.Assembly == typeof(IFlowWriter).Assembly))
            builder.Services.AddSingleton(port.ServiceType, store.GetRequiredService(port.ServiceType));
        builder.Services.AddIngestor(builder.Configuration);
        return builder.Build();
    }
}
