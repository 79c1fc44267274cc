using System.CommandLine;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Endpoints;

/// <summary>How long each reading endpoint takes over a store of a week, as the Markdown table of <c>docs/reference/latency.md</c>.</summary>
internal static class EndpointsCommand
{
    private const int Refused = 2;

    private static readonly string[] Groups = ["day", "subscriber"];

    private static readonly Argument<string> Store = new("store") { Description = "embedded, opensearch or elasticsearch.", DefaultValueFactory = _ => "embedded" };

    private static readonly Option<int> Rows = new("--rows") { Description = "In the store.", DefaultValueFactory = _ => 1_000_000 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Of the traffic.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string> Only = new("--only") { Description = "Asks the questions whose name has this text.", DefaultValueFactory = _ => "" };

    public static Command Make()
    {
        Store.AcceptOnlyFromAmong("embedded", "opensearch", "elasticsearch");
        var command = new Command("endpoints", "Asks every reading endpoint over a week of traffic; an engine is started by SENTINEL_TEST_ENGINES/run.") { Store, Rows, Seed, Only };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (store, traffic) = (parsed.GetValue(Store)!, new WeekOfTraffic(parsed.GetValue(Rows), parsed.GetValue(Seed)));
            if (store is "embedded")
            {
                using var folder = new TemporaryFolder();
                await RunAsync(new("Sentinel:Storage:Embedded:Folder", folder.Path), traffic, parsed.GetValue(Only)!, cancellation);
                return 0;
            }

            if (Required.EnginesFolder is null)
            {
                await Console.Error.WriteLineAsync("Set SENTINEL_TEST_ENGINES to a folder whose 'run' starts opensearch and elasticsearch.");
                return Refused;
            }

            await using SearchNode node = store is "opensearch" ? new OpenSearchNode() : new ElasticsearchNode();
            await node.StartAsync(cancellation);
            await RunAsync(new("Sentinel:Storage:OpenSearch:Urls", node.Url.ToString()), traffic, parsed.GetValue(Only)!, cancellation);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(KeyValuePair<string, string?> store, WeekOfTraffic traffic, string only, CancellationToken cancellation)
    {
        await using var api = await FilledApi.StartAsync(store, traffic, cancellation);
        Report.Say($"| {traffic.Rows:N0} rows, {Environment.ProcessorCount} processors, load {Report.Load} | 7 days: p50 | p95 | last hour: p50 | p95 |");
        Report.Say($"| --- | ---: | ---: | ---: | ---: |");
        foreach (var question in Questions.About(traffic).Where(question => question.Name.Contains(only, StringComparison.Ordinal)))
        {
            var week = await Latency.MeasureAsync(api.Client, question.OverWeek, cancellation);
            var hour = question.OverHour is { } recent ? await Latency.MeasureAsync(api.Client, recent, cancellation) : null;
            Report.Say($"| {question.Name} | {week.Median} | {week.Slow} | {hour?.Median ?? "–"} | {hour?.Slow ?? "–"} |");
        }

        Report.Say($"");
        foreach (var groups in Groups.Where(groups => $"group_by={groups}".Contains(only, StringComparison.Ordinal)))
        {
            var (seconds, bytes) = await Latency.DrainAsync(api.Client, $"/api/v1/flow-reports?start={Questions.DateOf(traffic.Start)}&group_by={groups}", cancellation);
            Report.Say($"`group_by={groups}` to the last byte: {seconds:N1} s, {traffic.Rows / seconds:N0} rows/s, {bytes / 1_000_000} MB");
        }

        Report.Say($"Load at the end: {Report.Load}");
    }
}
