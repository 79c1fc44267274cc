using System.Net.Http.Headers;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>Broker → Standalone on its embedded store.</summary>
internal static class EmbeddedDrain
{
    private const string Token = "benchmark";

    public static async Task RunAsync(RabbitMqBroker broker, ExporterTraffic traffic, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var url = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        Report.Progress($"filling the queue");
        await FullQueue.FillAsync(broker.Url, traffic.Messages, cancellation);
        using var client = new HttpClient { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Report.Progress($"draining it into the embedded store");
        using var standalone = MeasuredProcess.Start(
            "Sentinel.Standalone",
            ["--data", folder.Path, "--url", url.ToString()],
            ("Sentinel:RabbitMq:Url", broker.Url.ToString()),
            ("Sentinel:Security:BootstrapToken", Token));
        var drain = await Drain.WatchAsync(standalone, traffic.Rows.Count, limited => StoredRows.InAnswerAsync(client, limited), cancellation);
        Report.Row("broker → Standalone → embedded", Report.Number(drain.RowsPerSecond), "–", Report.Number(drain.ProcessorMicrosecondsPerRow, 1), "in it", Report.Number(drain.PeakResident / 1e6));
    }
}
