using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Sentinel.Hosting.Watching;

/// <summary>Keeps what was collected last as text.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    public string Text { get; private set; } = "";

    /// <summary>Set by the reader.</summary>
    public Func<int, bool>? Collect { get; set; }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new StringBuilder();
        foreach (var metric in batch) PrometheusText.Write(text, metric);
        Text = text.ToString();
        return ExportResult.Success;
    }
}
