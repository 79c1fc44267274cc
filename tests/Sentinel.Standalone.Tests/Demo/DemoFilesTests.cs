using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sentinel.Inventory;
using Sentinel.Inventory.Exporters;
using Sentinel.Inventory.Networks;
using Sentinel.Inventory.Threats;
using Sentinel.Standalone.Demo;
using Sentinel.Testing;

namespace Sentinel.Standalone.Tests.Demo;

public sealed class DemoFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_demo_knows_its_network_its_exporters_and_one_threat()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(DemoFiles.Make(folder.Path, NoSettings)).Build();
        await using var services = new ServiceCollection().AddLogging()
            .AddExporterInventory(configuration).AddNetworkInventory(configuration).AddThreatInventory(configuration).BuildServiceProvider();
        foreach (var watch in services.GetServices<IHostedService>()) await watch.StartAsync(cancellation);
        var (networks, exporters, threats) = (
            services.GetRequiredService<NetworkInventory>().Current, services.GetRequiredService<ExporterInventory>().Current, services.GetRequiredService<ThreatInventory>().Current);

        Assert.Equal("command-servers", threats.ListOf(DemoNetwork.CommandServer));
        Assert.Equal(1, threats.Count);
        Assert.NotEmpty(exporters.ExportersOf("office", "fw-office"));
        var flows = Enumerable.Range(0, 300).SelectMany(slot => DemoTraffic.BatchOf(176_342_000 + slot).Flows).ToList();
        Assert.All(flows, flow => Assert.NotNull(networks.Find(flow.SrcIp).Region));
        Assert.All(flows, flow => Assert.NotNull(networks.Find(flow.DstIp).Region));
        Assert.Equal("desk-3-37", networks.Find(DemoNetwork.Infected).Asset.Name);
        foreach (var watch in services.GetServices<IHostedService>()) await watch.StopAsync(cancellation);
    }

    [Fact]
    public void What_somebody_changed_or_configured_stays()
    {
        var made = DemoFiles.Make(folder.Path, NoSettings);
        var networks = Path.Combine(made["Sentinel:Inventory:Folder"]!, "networks.csv");
        File.WriteAllText(networks, "prefix\n");

        DemoFiles.Make(folder.Path, NoSettings);
        var configured = DemoFiles.Make(folder.Path, new ConfigurationBuilder().AddInMemoryCollection([new("Sentinel:Inventory:Folder", "mine")]).Build());

        Assert.Equal("prefix\n", File.ReadAllText(networks));
        Assert.Equal("Sentinel:Threats:Folder", Assert.Single(configured).Key);
    }

    private static IConfiguration NoSettings => new ConfigurationBuilder().Build();
}
