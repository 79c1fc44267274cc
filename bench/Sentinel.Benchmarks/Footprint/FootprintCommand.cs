using System.CommandLine;
using Sentinel.Benchmarks.Ingest;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Footprint;

/// <summary>Bytes a row in both stores, and what each program has in memory, idle and at work.</summary>
internal static class FootprintCommand
{
    private const int Refused = 2;
    private const int FlowsPerMessage = 1_000;

    private static readonly Option<int> Rows = new("--rows") { Description = "How many flows are drained into each store.", DefaultValueFactory = _ => 1_000_000 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Of the traffic.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string> Store = new("--store") { Description = "opensearch, embedded, or all.", DefaultValueFactory = _ => "all" };

    public static Command Make()
    {
        Store.AcceptOnlyFromAmong("opensearch", "embedded", "all");
        var command = new Command(
            "footprint",
            "Starts the programs as they are, leaves them idle, has them drain flows and asks them questions, and prints bytes a row and megabytes resident. "
            + "Servers are started by SENTINEL_TEST_ENGINES/run.")
        {
            Rows, Seed, Store,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (Required.EnginesFolder is null)
            {
                await Console.Error.WriteLineAsync("Set SENTINEL_TEST_ENGINES to a folder whose 'run' starts opensearch and rabbitmq.");
                return Refused;
            }

            var (seed, store) = (parsed.GetValue(Seed), parsed.GetValue(Store)!);
            Report.Progress($"making {parsed.GetValue(Rows):N0} flows");
            var traffic = ExporterTraffic.Make(parsed.GetValue(Rows), FlowsPerMessage, seed);
            await using var broker = new RabbitMqBroker();
            await broker.StartAsync(cancellation);
            Report.Begin(
                $"{traffic.Rows.Count:N0} rows, seed {seed}. {Report.Machine}; load {Report.Load}.",
                "what", "found", "at most");
            if (store is "opensearch" or "all") await EngineFootprint.RunAsync(broker, traffic, cancellation);
            if (store is "embedded" or "all") await EmbeddedFootprint.RunAsync(broker, traffic, cancellation);
            return 0;
        });
        return command;
    }
}
