using System.Net.Http.Headers;
using System.Text.Json;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>Broker → Standalone on its embedded store.</summary>
internal static class EmbeddedDrain
{
    private const string Token = "benchmark";

    public static async Task RunAsync(RabbitMqBroker broker, ExporterTraffic traffic, Action<FormattableString> say, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var url = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        await FullQueue.FillAsync(broker.Url, traffic.Messages, cancellation);
        using var client = new HttpClient { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var standalone = MeasuredProcess.Start(
            "Sentinel.Standalone",
            ["--data", folder.Path, "--url", url.ToString()],
            ("Sentinel:RabbitMq:Url", broker.Url.ToString()),
            ("Sentinel:Security:BootstrapToken", Token));
        var drain = await Drain.WatchAsync(standalone, traffic.Rows.Count, StoredAsync, cancellation);
        say($"embedded       {drain.RowsPerSecond,10:N0} rows/s, {drain.ProcessorMicrosecondsPerRow:N1} µs of processor a row, {drain.PeakResident / 1_000_000} MB resident at most");

        async Task<long> StoredAsync(CancellationToken token)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/api/v1/flows?limit=1", UriKind.Relative), token);
                using var body = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(token));
                return body.RootElement.GetProperty("total").GetInt64();
            }
            catch (HttpRequestException)
            {
                return 0; // not up yet
            }
        }
    }
}
