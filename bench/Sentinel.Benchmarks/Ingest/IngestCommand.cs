using System.CommandLine;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>
/// Broker → ingestor → engine, beside the raw <c>_bulk</c> rate of the same rows before and after it; and broker → embedded store.
/// </summary>
internal static class IngestCommand
{
    private static readonly Option<int> Flows = new("--flows", "--rows") { Description = "How many flows are drained.", DefaultValueFactory = _ => 1_000_000 };

    private static readonly Option<int> FlowsPerMessage = new("--flows-per-message") { Description = "How many of them come together.", DefaultValueFactory = _ => 1_000 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Of the traffic.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string> Store = new("--store")
    {
        Description = "opensearch, elasticsearch, embedded, or all: the first and the last.",
        DefaultValueFactory = _ => "all",
    };

    public static Command Make()
    {
        Store.AcceptOnlyFromAmong("opensearch", "elasticsearch", "embedded", "all");
        var command = new Command(
            "ingest",
            "Drains flows from a broker into each store and prints rows a second, the ratio to raw _bulk of the same rows in the same run, processor time and memory. "
            + "Servers are started by SENTINEL_TEST_ENGINES/run.")
        {
            Flows, FlowsPerMessage, Seed, Store,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (Required.EnginesFolder is null)
            {
                await Console.Error.WriteLineAsync("Set SENTINEL_TEST_ENGINES to a folder whose 'run' starts opensearch, elasticsearch and rabbitmq.");
                return 2;
            }

            var (flows, seed) = (parsed.GetValue(Flows), parsed.GetValue(Seed));
            Report.Progress($"making {flows:N0} flows");
            await RunAsync(ExporterTraffic.Make(flows, parsed.GetValue(FlowsPerMessage), seed), seed, parsed.GetValue(Store)!, cancellation);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(ExporterTraffic traffic, int seed, string store, CancellationToken cancellation)
    {
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(cancellation);
        Report.Begin(
            $"{traffic.Rows.Count:N0} rows from {traffic.Messages.Count:N0} messages of {traffic.Messages.Sum(body => (long)body.Length) / 1e6:N0} MB, seed {seed}. {Report.Machine}; load {Report.Load}.",
            "way", "rows/s", "ratio to raw `_bulk`", "processor µs a row", "engine's processor µs a row", "resident at most, MB");
        if (store is "opensearch" or "all") await DrainAsync(new OpenSearchNode(), broker, traffic, cancellation);
        if (store is "elasticsearch") await DrainAsync(new ElasticsearchNode(), broker, traffic, cancellation);
        if (store is "embedded" or "all") await EmbeddedDrain.RunAsync(broker, traffic, cancellation);
        Report.Progress($"load at the end: {Report.Load}");
    }

    private static async Task DrainAsync(SearchNode started, RabbitMqBroker broker, ExporterTraffic traffic, CancellationToken cancellation)
    {
        await using var node = started;
        await node.StartAsync(cancellation);
        await EngineDrain.RunAsync(node, broker, traffic, cancellation);
    }
}
