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
    private const int Rounds = 11;

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
        var (traffic, strangers) = (files.Traffic(Flows), files.Strangers(Flows));
        Say($"{files.Prefixes} prefixes, {files.Indicators} indicators, {Flows} flows, seed {seed}");

        await using var without = Labels();
        await StartAsync(without, cancellation);
        var held = GC.GetTotalMemory(forceFullCollection: true);
        await using var with = Labels(("Sentinel:Inventory:Folder", files.Inventory), ("Sentinel:Threats:Folder", files.Threats));
        var started = Stopwatch.GetTimestamp();
        await StartAsync(with, cancellation);
        var read = Stopwatch.GetElapsedTime(started);
        Say($"read in    {read.TotalSeconds,8:N1} s, {(GC.GetTotalMemory(forceFullCollection: true) - held) / 1_000_000} MB held");

        Compare("traffic", without, with, traffic);
        Compare("strangers", without, with, strangers);
        Say($"decoding and merging the traffic takes {Preparation.Measure(traffic.Chunk(FlowsPerMessage)),8:N0} ns a flow");
        await ReadAgainAsync(with, files, traffic, cancellation);
    }

    private static void Compare(string name, ServiceProvider without, ServiceProvider with, Conversation[] traffic)
    {
        var messages = traffic.Chunk(FlowsPerMessage).ToList();
        var (plain, labelled) = (Measure(EnricherOf(without), messages), Measure(EnricherOf(with), messages));
        var flows = messages.SelectMany(message => Labelled(EnricherOf(with), message, out _)).ToList();
        var (listed, placed) = (flows.Count(flow => flow.ThreatList is not null), flows.Count(flow => flow.SrcRegion is not null));
        Say($"{name,-10} {labelled,8:N0} ns a flow, {plain:N0} without lists; {100.0 * listed / flows.Count:N1} % on a list, {100.0 * placed / flows.Count:N1} % in a region");
    }

    /// <summary>Nanoseconds a flow: of each message the median of several rounds through all, so that neither luck nor a busy machine counts.</summary>
    private static double Measure(Enricher enricher, List<Conversation[]> messages)
    {
        var taken = messages.ConvertAll(_ => new List<TimeSpan>(Rounds));
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (index, message) in messages.Index())
            {
                Labelled(enricher, message, out var time);
                taken[index].Add(time);
            }
        }

        return taken.Sum(times => times.Order().ElementAt(Rounds / 2).TotalNanoseconds) / messages.Sum(message => message.Length);
    }

    private static Flow[] Labelled(Enricher enricher, Conversation[] message, out TimeSpan taken)
    {
        var flows = Array.ConvertAll(message, conversation => conversation.ToFlow());
        var started = Stopwatch.GetTimestamp();
        enricher.Enrich(flows);
        taken = Stopwatch.GetElapsedTime(started);
        return flows;
    }

    /// <summary>Labels on, while every file is read again, and says what the slowest message took and what was held at most.</summary>
    private static async Task ReadAgainAsync(ServiceProvider labels, OperatorFiles files, Conversation[] traffic, CancellationToken cancellation)
    {
        var enricher = EnricherOf(labels);
        var (threats, networks) = (labels.GetRequiredService<ThreatInventory>(), labels.GetRequiredService<NetworkInventory>());
        var (oldThreats, oldNetworks) = (threats.Current, networks.Current);
        files.Write();
        var messages = traffic.Chunk(FlowsPerMessage).ToList();
        var (slowest, most, count) = (TimeSpan.Zero, 0L, 0);
        await Task.Run(
            () =>
            {
                while ((threats.Current == oldThreats || networks.Current == oldNetworks) && !cancellation.IsCancellationRequested)
                {
                    Labelled(enricher, messages[count++ % messages.Count], out var waited);
                    if (waited > slowest) slowest = waited;
                    if (count % 1_000 == 0) most = Math.Max(most, Environment.WorkingSet);
                }
            },
            cancellation);
        Say($"while read again, {count} messages of {FlowsPerMessage} labelled, the slowest in {slowest.TotalMilliseconds:N1} ms; {most / 1_000_000} MB resident at most");
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
