using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Benchmarks.Ingest;
using Sentinel.Benchmarks.Queries;
using Sentinel.Storage.Embedded;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Footprint;

/// <summary>Standalone on its embedded store, beside a broker.</summary>
internal static class EmbeddedFootprint
{
    private const string Token = "benchmark";

    public static async Task RunAsync(RabbitMqBroker broker, ExporterTraffic traffic, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        using (var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{FreePorts.Next()}") })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            Report.Progress($"Standalone idle");
            using var standalone = MeasuredProcess.Start(
                "Sentinel.Standalone",
                ["--data", folder.Path, "--url", client.BaseAddress.ToString()],
                ("Sentinel:RabbitMq:Url", broker.Url.ToString()),
                ("Sentinel:Security:BootstrapToken", Token));
            var idle = await Memory.IdleAsync(standalone, client, cancellation);
            Report.Progress($"draining");
            await FullQueue.FillAsync(broker.Url, traffic.Messages, cancellation);
            await Drain.WatchAsync(standalone, traffic.Rows.Count, limited => StoredRows.InAnswerAsync(client, limited), cancellation);
            var drained = standalone.PeakResident;
            Report.Progress($"asking");
            var answers = await Askers.AskAsync(client, standalone, cancellation);
            Report.Row("Standalone, draining, MB resident at most", Report.Number(drained / 1e6), "400");
            Memory.Tell("Standalone", idle, string.Create(CultureInfo.InvariantCulture, $"then giving {answers} answers"), standalone);
        }

        var (version, bytes) = await MeasureAsync(folder.Path, cancellation);
        Report.Row($"{version}, bytes a row in the file after a checkpoint", Report.Number((double)bytes / traffic.Rows.Count, 1), "60");
    }

    /// <summary>All that the store's files hold, once the log is in the database.</summary>
    private static async Task<(string Version, long Bytes)> MeasureAsync(string folder, CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [$"{EmbeddedOptions.Section}:Folder"] = folder };
        await using var store = new ServiceCollection().AddEmbeddedStore(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        var database = store.GetRequiredService<Database>();
        await database.UseAsync(connection => connection.Execute("CHECKPOINT"), cancellation);
        using var engine = new BareDuckDb(database);
        return (await engine.VersionAsync(cancellation), Directory.EnumerateFiles(folder, "flows.duckdb*").Sum(file => new FileInfo(file).Length));
    }
}
