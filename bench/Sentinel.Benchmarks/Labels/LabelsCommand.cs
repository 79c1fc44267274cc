using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Ingestor;
using Sentinel.Ingestor.Enriching;
using Sentinel.Inventory;
using Sentinel.Inventory.Exporters;
using Sentinel.Inventory.Networks;
using Sentinel.Inventory.Threats;
using Sentinel.Testing;

namespace Sentinel.Benchmarks.Labels;

/// <summary>What labelling takes of a flow and of memory, with large lists, beside labelling without any.</summary>
internal static class LabelsCommand
{
    private const int Flows = 200_000;
    private const int FlowsPerMessage = 200;
    private const int Rounds = 10;

    private static readonly Option<int> Prefixes = new("--prefixes") { Description = "In the inventory.", DefaultValueFactory = _ => 100_000 };

    private static readonly Option<int> Indicators = new("--indicators") { Description = "In the threat lists.", DefaultValueFactory = _ => 1_000_000 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Of files and flows.", DefaultValueFactory = _ => 1 };

    public static Command Make()
    {
        var command = new Command("labels", "Labels flows from large lists, and reads the lists again meanwhile.") { Prefixes, Indicators, Seed };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Prefixes), parsed.GetValue(Indicators), parsed.GetValue(Seed), cancellation));
        return command;
    }

    private static async Task RunAsync(int prefixes, int indicators, int seed, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var files = new OperatorFiles(folder.Path, prefixes, indicators, seed);
        files.Write();
        var (flows, strangers) = (files.Traffic(Flows), files.Strangers(Flows));
        Say($"{files.Prefixes} prefixes, {files.Indicators} indicators, {Flows} flows, seed {seed}");

        await using var without = Labels();
        await StartAsync(without, cancellation);
        var held = GC.GetTotalMemory(forceFullCollection: true);
        await using var with = Labels(("Sentinel:Inventory:Folder", files.Inventory), ("Sentinel:Threats:Folder", files.Threats));
        var started = Stopwatch.GetTimestamp();
        await StartAsync(with, cancellation);
        var read = Stopwatch.GetElapsedTime(started);
        Say($"read in    {read.TotalSeconds,8:N1} s, {(GC.GetTotalMemory(forceFullCollection: true) - held) / 1_000_000} MB held");

        Compare("traffic", without, with, flows);
        Compare("strangers", without, with, strangers);
        await ReadAgainAsync(with, files, flows, cancellation);
    }

    private static void Compare(string name, ServiceProvider without, ServiceProvider with, Flow[] flows)
    {
        var (plain, labelled) = (Measure(EnricherOf(without), flows), Measure(EnricherOf(with), flows));
        var (listed, placed) = (flows.Count(flow => flow.ThreatList is not null), flows.Count(flow => flow.SrcRegion is not null));
        Say($"{name,-10} {labelled,8:N0} ns a flow, {plain:N0} without lists; {100.0 * listed / flows.Length:N1} % on a list, {100.0 * placed / flows.Length:N1} % in a region");
    }

    /// <summary>A message's flows at a time, as they come from the merger; of each the best of several rounds, since a busy machine only adds.</summary>
    private static double Measure(Enricher enricher, Flow[] flows)
    {
        var messages = flows.Chunk(FlowsPerMessage).ToList();
        var best = Enumerable.Repeat(TimeSpan.MaxValue, messages.Count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (index, message) in messages.Index())
            {
                foreach (var flow in message) Unlabel(flow);
                var started = Stopwatch.GetTimestamp();
                foreach (var flow in message) enricher.Enrich(flow);
                if (Stopwatch.GetElapsedTime(started) is var taken && taken < best[index]) best[index] = taken;
            }
        }

        return best.Sum(taken => taken.TotalNanoseconds) / flows.Length;
    }

    /// <summary>Labels on, while every file is read again, and says what the worst flow waited and what was held at most.</summary>
    private static async Task ReadAgainAsync(ServiceProvider labels, OperatorFiles files, Flow[] flows, CancellationToken cancellation)
    {
        var enricher = EnricherOf(labels);
        var (threats, networks) = (labels.GetRequiredService<ThreatInventory>(), labels.GetRequiredService<NetworkInventory>());
        var (oldThreats, oldNetworks) = (threats.Current, networks.Current);
        files.Write();
        var (slowest, most, count) = (TimeSpan.Zero, 0L, 0);
        await Task.Run(
            () =>
            {
                while ((threats.Current == oldThreats || networks.Current == oldNetworks) && !cancellation.IsCancellationRequested)
                {
                    var flow = flows[count++ % flows.Length];
                    Unlabel(flow);
                    var started = Stopwatch.GetTimestamp();
                    enricher.Enrich(flow);
                    if (Stopwatch.GetElapsedTime(started) is var waited && waited > slowest) slowest = waited;
                    if (count % 100_000 == 0) most = Math.Max(most, Environment.WorkingSet);
                }
            },
            cancellation);
        Say($"while read again, {count} flows labelled, the slowest in {slowest.TotalMilliseconds:N1} ms; {most / 1_000_000} MB resident at most, flows and all");
    }

    private static void Unlabel(Flow flow)
    {
        flow.ProjectId = flow.FwInstanceId = flow.VgwId = flow.LogType = flow.Direction = flow.SrcRegion = flow.SrcCountry = flow.DstRegion = flow.DstCountry = null;
        flow.AssetName = flow.AssetKind = flow.ThreatHost = flow.ThreatList = null;
        flow.ThreatIp = null;
        flow.AssetTags = [];
    }

    private static ServiceProvider Labels(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        return new ServiceCollection().AddLogging().AddOptions<IngestOptions>().Services.AddSingleton<Enricher>()
            .AddExporterInventory(configuration).AddNetworkInventory(configuration).AddThreatInventory(configuration)
            .BuildServiceProvider();
    }

    private static async Task StartAsync(ServiceProvider labels, CancellationToken cancellation)
    {
        await labels.GetRequiredService<ExporterInventory>().StartAsync(cancellation);
        await labels.GetRequiredService<NetworkInventory>().StartAsync(cancellation);
        await labels.GetRequiredService<ThreatInventory>().StartAsync(cancellation);
    }

    private static Enricher EnricherOf(ServiceProvider labels) => labels.GetRequiredService<Enricher>();

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
