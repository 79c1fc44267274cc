using System.Diagnostics;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>
/// Broker → ingestor → engine, between two measurements of the engine's own rate on the same rows: with all processors for everybody, and with the engine held
/// to half of them, which the others may use too.
/// </summary>
internal static class EngineDrain
{
    public static async Task RunAsync(SearchNode node, RabbitMqBroker broker, ExporterTraffic traffic, CancellationToken cancellation)
    {
        var engine = await Report.VersionAsync(node, cancellation);
        using var raw = new RawBulk(node.Url, traffic.Rows);
        Report.Progress($"warming {engine} up");
        await raw.MeasureAsync(cancellation);
        await CompareAsync(node, broker, traffic, raw, engine, "", cancellation);
        if (!Processors.CanBeShared) return;
        await Processors.HoldAsync(node.ProcessId, cancellation);
        await CompareAsync(node, broker, traffic, raw, engine, $", engine held to {Processors.Held} of {Environment.ProcessorCount} processors", cancellation);
    }

    private static async Task CompareAsync(
        SearchNode node, RabbitMqBroker broker, ExporterTraffic traffic, RawBulk raw, string engine, string where, CancellationToken cancellation)
    {
        Report.Progress($"raw _bulk, filling the queue, draining it, raw _bulk");
        var before = await MeasureAsync(node, traffic.Rows.Count, () => raw.MeasureAsync(cancellation));
        await raw.EmptyAsync(cancellation);
        await FullQueue.FillAsync(broker.Url, traffic.Messages, cancellation);
        var drain = new Drain(0, 0, 0);
        var drained = await MeasureAsync(
            node,
            traffic.Rows.Count,
            async () =>
            {
                drain = await DrainAsync(node.Url, broker.Url, traffic.Rows.Count, cancellation);
                return drain.RowsPerSecond;
            });
        var after = await MeasureAsync(node, traffic.Rows.Count, () => raw.MeasureAsync(cancellation));
        Report.Row($"raw `_bulk`, before{where}", Report.Number(before.RowsPerSecond), "–", "–", Report.Number(before.ProcessorMicrosecondsPerRow, 1), "–");
        Report.Row(
            $"broker → ingestor → {engine}{where}",
            Report.Number(drained.RowsPerSecond),
            Report.Number(drained.RowsPerSecond / ((before.RowsPerSecond + after.RowsPerSecond) / 2), 2),
            Report.Number(drain.ProcessorMicrosecondsPerRow, 1),
            Report.Number(drained.ProcessorMicrosecondsPerRow, 1),
            Report.Number(drain.PeakResident / 1e6));
        Report.Row($"raw `_bulk`, after{where}", Report.Number(after.RowsPerSecond), "–", "–", Report.Number(after.ProcessorMicrosecondsPerRow, 1), "–");
    }

    /// <summary>What it takes of the engine's processor time, beside its rate.</summary>
    private static async Task<(double RowsPerSecond, double ProcessorMicrosecondsPerRow)> MeasureAsync(SearchNode node, int rows, Func<Task<double>> write)
    {
        using var engine = Process.GetProcessById(node.ProcessId);
        var before = engine.TotalProcessorTime;
        var rate = await write();
        engine.Refresh();
        return (rate, (engine.TotalProcessorTime - before).TotalMicroseconds / rows);
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
        return await Drain.WatchAsync(ingestor, rows, limited => StoredRows.InEngineAsync(client, limited), cancellation);
    }
}
