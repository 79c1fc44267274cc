using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Sentinel.Benchmarks.Ingest;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Footprint;

/// <summary>Ingestor and query API beside OpenSearch and a broker.</summary>
internal static class EngineFootprint
{
    private const string Token = "benchmark";

    public static async Task RunAsync(RabbitMqBroker broker, ExporterTraffic traffic, CancellationToken cancellation)
    {
        await using var node = new OpenSearchNode();
        await node.StartAsync(cancellation);
        using var engine = new HttpClient { BaseAddress = node.Url, Timeout = TimeSpan.FromMinutes(10) };
        using var toIngestor = new HttpClient { BaseAddress = new($"http://127.0.0.1:{FreePorts.Next()}") };
        using var toApi = new HttpClient { BaseAddress = new($"http://127.0.0.1:{FreePorts.Next()}") };
        toApi.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        (string Name, string Value)[] settings =
        [
            ("Sentinel:RabbitMq:Url", broker.Url.ToString()), ("Sentinel:Storage:OpenSearch:Urls", node.Url.ToString()), ("Sentinel:Security:BootstrapToken", Token),
        ];

        Report.Progress($"ingestor and query API idle");
        using var ingestor = MeasuredProcess.Start("Sentinel.Ingestor", [], [.. settings, ("Sentinel:Http:Url", toIngestor.BaseAddress!.ToString())]);
        var ingestorIdle = await Memory.IdleAsync(ingestor, toIngestor, cancellation);
        using var api = MeasuredProcess.Start("Sentinel.QueryApi", [], [.. settings, ("Sentinel:Http:Url", toApi.BaseAddress!.ToString())]);
        var apiIdle = await Memory.IdleAsync(api, toApi, cancellation);

        Report.Progress($"draining");
        await FullQueue.FillAsync(broker.Url, traffic.Messages, cancellation);
        await Drain.WatchAsync(ingestor, traffic.Rows.Count, limited => StoredRows.InEngineAsync(engine, limited), cancellation);
        var written = await BytesAsync(engine, traffic.Rows.Count, cancellation);
        Report.Progress($"asking");
        var answers = await Askers.AskAsync(toApi, api, cancellation);
        Report.Progress($"{answers} answers; merging");
        await PostAsync(engine, "flows-*/_forcemerge?max_num_segments=1", cancellation);
        var merged = await BytesAsync(engine, traffic.Rows.Count, cancellation);

        var version = await Report.VersionAsync(node, cancellation);
        Report.Row($"{version}, bytes a row as written", Report.Number(written, 1), "155");
        Report.Row($"{version}, bytes a row merged into one segment", Report.Number(merged, 1), "155");
        Memory.Tell("ingestor", ingestorIdle, "draining", ingestor);
        Memory.Tell("query API", apiIdle, string.Create(CultureInfo.InvariantCulture, $"giving {answers} answers"), api);
    }

    /// <summary>Of the days' segments on disk, over the rows; what an index says of its size may be ten seconds old.</summary>
    private static async Task<double> BytesAsync(HttpClient engine, int rows, CancellationToken cancellation)
    {
        await PostAsync(engine, "flows-*/_flush?force=true&wait_if_ongoing=true", cancellation);
        await PostAsync(engine, "flows-*/_refresh", cancellation);
        using var answer = JsonDocument.Parse(await engine.GetByteArrayAsync(new Uri("flows-*/_segments", UriKind.Relative), cancellation));
        var segments = answer.RootElement.GetProperty("indices").EnumerateObject()
            .SelectMany(index => index.Value.GetProperty("shards").EnumerateObject())
            .SelectMany(shard => shard.Value.EnumerateArray())
            .SelectMany(copy => copy.GetProperty("segments").EnumerateObject())
            .Select(segment => (Rows: segment.Value.GetProperty("num_docs").GetInt64(), Bytes: segment.Value.GetProperty("size_in_bytes").GetInt64()))
            .ToList();
        if (segments.Sum(segment => segment.Rows) != rows) throw new InvalidOperationException("not all rows are there, or more");
        return (double)segments.Sum(segment => segment.Bytes) / rows;
    }

    private static async Task PostAsync(HttpClient engine, string path, CancellationToken cancellation)
    {
        using var answer = await engine.PostAsync(new Uri(path, UriKind.Relative), null, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
