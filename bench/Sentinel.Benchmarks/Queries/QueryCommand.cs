using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Benchmarks.Endpoints;
using Sentinel.Contracts;
using Sentinel.Storage;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Queries;

/// <summary>Each question beside the bare engine's own, over the same rows, in turns.</summary>
internal static class QueryCommand
{
    private const int Refused = 2;

    private static readonly Option<int> Rows = new("--rows") { Description = "In the store, over the seven days before now.", DefaultValueFactory = _ => 1_000_000 };

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
            "query",
            "Asks each question through the store and, in turns with it, of the bare engine, one _search or one statement, and prints p50 and p95 of both and the ratio of the medians. "
            + "Engines are started by SENTINEL_TEST_ENGINES/run; 'embedded' needs none.")
        {
            Rows, Seed, Store,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (rows, seed, store) = (parsed.GetValue(Rows), parsed.GetValue(Seed), parsed.GetValue(Store)!);
            if (store is not "embedded" && Required.EnginesFolder is null)
            {
                await Console.Error.WriteLineAsync("Set SENTINEL_TEST_ENGINES to a folder whose 'run' starts opensearch and elasticsearch, or ask for --store embedded.");
                return Refused;
            }

            if (store is "opensearch" or "all") await AskEngineAsync(new OpenSearchNode(), new(rows, seed), seed, cancellation);
            if (store is "elasticsearch") await AskEngineAsync(new ElasticsearchNode(), new(rows, seed), seed, cancellation);
            if (store is "embedded" or "all") await AskEmbeddedAsync(new(rows, seed), seed, cancellation);
            return 0;
        });
        return command;
    }

    private static async Task AskEngineAsync(SearchNode started, WeekOfTraffic traffic, int seed, CancellationToken cancellation)
    {
        await using var node = started;
        await node.StartAsync(cancellation);
        Report.Progress($"writing {traffic.Rows:N0} rows to {node.Url}");
        await using var api = await FilledApi.StartAsync(new("Sentinel:Storage:OpenSearch:Urls", node.Url.ToString()), traffic, cancellation);
        using var bare = new BareSearch(node);
        await AskAsync(api, bare, traffic, seed, cancellation);
    }

    private static async Task AskEmbeddedAsync(WeekOfTraffic traffic, int seed, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        Report.Progress($"writing {traffic.Rows:N0} rows to the embedded store");
        await using var api = await FilledApi.StartAsync(new("Sentinel:Storage:Embedded:Folder", folder.Path), traffic, cancellation);
        using var bare = new BareDuckDb(api.Services.GetRequiredService<Database>());
        await AskAsync(api, bare, traffic, seed, cancellation);
    }

    private static async Task AskAsync(FilledApi api, BareEngine bare, WeekOfTraffic traffic, int seed, CancellationToken cancellation)
    {
        await bare.PrepareAsync(cancellation);
        var engine = await bare.VersionAsync(cancellation);
        var today = Window.StartOf(Window.DayOf(traffic.End));
        // An index holds windows by their start: the last minutes are left out, since their windows end in the next one.
        var ranges = new (string Name, long From, long To)[]
        {
            ("seven days, in eight parts", traffic.Start, traffic.End),
            ("one day, in one part", today - Window.DayMilliseconds, today - (2 * Window.Milliseconds)),
        };
        foreach (var (range, from, to) in ranges)
        {
            Report.Begin(
                $"{engine}, {range}: {traffic.Rows:N0} rows in the store, seed {seed}. {Report.Machine}; load {Report.Load}. Milliseconds.",
                "question", "ours p50", "p95", "bare p50", "p95", "ratio", "through the API p50", "the bare answer");
            foreach (var question in new Questions(from, to).All()) await MeasureAsync(question, api, bare, cancellation);
        }

        Report.Progress($"load at the end: {Report.Load}");
    }

    private static async Task MeasureAsync(Question question, FilledApi api, BareEngine bare, CancellationToken cancellation)
    {
        Report.Progress($"asking: {question.Name}");
        var reader = api.Services.GetRequiredService<IFlowReader>();
        var ways = new List<Func<CancellationToken, Task>> { limited => question.Ours(reader, limited), limited => bare.AskAsync(question, limited) };
        if (question.Path is { } path) ways.Add(limited => api.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), limited));
        var error = await bare.CompareAsync(question, await question.Ours(reader, cancellation), cancellation);
        var taken = await Alternation.MeasureAsync(ways, cancellation);
        var (ours, theirs) = (taken[0], taken[1]);
        Report.Row(
            question.Name,
            Report.Number(ours.Within(0.5), 1),
            Report.Number(ours.Within(0.95), 1),
            Report.Number(theirs.Within(0.5), 1),
            Report.Number(theirs.Within(0.95), 1),
            Report.Number(ours.Within(0.5) / theirs.Within(0.5), 2),
            taken.Count > 2 ? Report.Number(taken[2].Within(0.5), 1) : "–",
            error ?? "–");
    }
}
