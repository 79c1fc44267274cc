using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sentinel.Ingestor.Enriching;
using Sentinel.Inventory;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Enriching;

/// <summary>Inventory and threat lists as an operator writes them, and what labels flows by them.</summary>
internal sealed class OperatorFiles : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public OperatorFiles()
    {
        Directory.CreateDirectory(PathOf("inventory"));
        Directory.CreateDirectory(PathOf("threats"));
    }

    public (string Name, string Value)[] Settings => [("Sentinel:Inventory:Folder", PathOf("inventory")), ("Sentinel:Threats:Folder", PathOf("threats"))];

    public OperatorFiles Networks(params string[] rows) => Write("inventory/networks.csv", [.. rows.Prepend("prefix,region,country,asset_name,asset_kind,asset_tags")]);

    public OperatorFiles Exporters(params string[] rows) =>
        Write("inventory/exporters.csv", [.. rows.Prepend("exporter_ip,project_id,fw_instance_id,enterprise_project_id,vgw_id,log_type")]);

    public OperatorFiles Threats(string list, params string[] lines) => Write($"threats/{list}.txt", lines);

    public void Dispose() => folder.Dispose();

    public async Task<Enricher> EnricherAsync(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Concat(Settings).Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<Enricher>().Configure<IngestOptions>(configuration.GetSection(IngestOptions.Section))
            .AddExporterInventory(configuration).AddNetworkInventory(configuration).AddThreatInventory(configuration)
            .BuildServiceProvider();
        foreach (var watch in services.GetServices<IHostedService>())
        {
            await watch.StartAsync(TestContext.Current.CancellationToken);
            await watch.StopAsync(TestContext.Current.CancellationToken);
        }

        return services.GetRequiredService<Enricher>();
    }

    private OperatorFiles Write(string file, string[] lines)
    {
        File.WriteAllLines(PathOf(file), lines);
        return this;
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name);
}
