using System.CommandLine;
using System.Globalization;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>
/// Broker → ingestor → engine, beside the raw <c>_bulk</c> rate of the same rows before and after it; and broker → embedded store.
/// </summary>
internal static class IngestCommand
{
    private static readonly Option<int> Flows = new("--flows") { Description = "How many flows are drained.", DefaultValueFactory = _ => 1_000_000 };

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
        var command = new Command("ingest", "Drains a million flows from a broker; servers are started by SENTINEL_TEST_ENGINES/run.") 
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
            Say($"{flows} flows, seed {seed}, {Environment.ProcessorCount} processors, .NET {Environment.Version}");
            await RunAsync(ExporterTraffic.Make(flows, parsed.GetValue(FlowsPerMessage), seed), parsed.GetValue(Store)!, cancellation);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(ExporterTraffic traffic, string store, CancellationToken cancellation)
    {
        Say($"{traffic.Messages.Count} messages, {traffic.Messages.Sum(body => (long)body.Length) / 1_000_000} MB, {traffic.Rows.Count} rows");
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(cancellation);
        if (store is "opensearch" or "all") await EngineDrain.RunAsync(() => new OpenSearchNode(), broker, traffic, Say, cancellation);
        if (store is "elasticsearch") await EngineDrain.RunAsync(() => new ElasticsearchNode(), broker, traffic, Say, cancellation);
        if (store is "embedded" or "all") await EmbeddedDrain.RunAsync(broker, traffic, Say, cancellation);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
