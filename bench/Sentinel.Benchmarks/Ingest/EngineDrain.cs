using System.Text.Json;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>Broker → ingestor → engine, between two measurements of the engine's own rate on the same rows.</summary>
internal static class EngineDrain
{
    private const int WarmUpRows = 200_000;

    public static async Task RunAsync(
        Func<SearchNode> make, RabbitMqBroker broker, ExporterTraffic traffic, Action<FormattableString> say, CancellationToken cancellation)
    {
        await using var node = make();
        await node.StartAsync(cancellation);
        using (var warmUp = new RawBulk(node.Url, [.. traffic.Rows.Take(WarmUpRows)])) await warmUp.MeasureAsync(cancellation);
        using var raw = new RawBulk(node.Url, traffic.Rows);

        var before = await raw.MeasureAsync(cancellation);
        say($"raw _bulk      {before,10:N0} rows/s");
        await raw.EmptyAsync(cancellation);
        await FullQueue.FillAsync(broker.Url, traffic.Messages, cancellation);
        var drain = await DrainAsync(node.Url, broker.Url, traffic.Rows.Count, cancellation);
        say($"ingestor       {drain.RowsPerSecond,10:N0} rows/s, {drain.ProcessorMicrosecondsPerRow:N1} µs of processor a row, {drain.PeakResident / 1_000_000} MB resident at most");
        var after = await raw.MeasureAsync(cancellation);
        say($"raw _bulk      {after,10:N0} rows/s");
        say($"ratio          {drain.RowsPerSecond / ((before + after) / 2),10:N2} of {node.GetType().Name}'s own rate");
    }

    private static async Task<Drain> DrainAsync(Uri engine, Uri broker, int rows, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = engine };
        using var ingestor = MeasuredProcess.Start(
            "Sentinel.Ingestor",
            [],
            ("Sentinel:Http:Url", "http://127.0.0.1:0"),
            ("Sentinel:RabbitMq:Url", broker.ToString()),
            ("Sentinel:Storage:OpenSearch:Urls", engine.ToString()));
        return await Drain.WatchAsync(ingestor, rows, IndexedAsync, cancellation);

        async Task<long> IndexedAsync(CancellationToken token)
        {
            using var answer = await client.GetAsync(new Uri("flows-*/_stats/indexing?filter_path=_all.primaries.indexing.index_total", UriKind.Relative), token);
            using var body = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(token));
            return body.RootElement.TryGetProperty("_all", out var all) ? all.GetProperty("primaries").GetProperty("indexing").GetProperty("index_total").GetInt64() : 0;
        }
    }
}
