using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Sentinel.Hosting.Watching;

/// <summary>
/// The text format of Prometheus, version 0.0.4. <c>sentinel.ingest.rows</c> is <c>sentinel_ingest_rows_total</c> there: a unit that is no word in braces
/// stands behind the name, and <c>total</c> behind what only grows.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void Write(StringBuilder text, Metric metric)
    {
        var (name, type) = (NameOf(metric), TypeOf(metric.MetricType));
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(metric.Description, quotes: false)}\n# TYPE {name} {type}\n");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(point.Tags);
            if (metric.MetricType == MetricType.Histogram) WriteHistogram(text, name, labels, point);
            else WriteLine(text, name, labels, ValueOf(metric.MetricType, point));
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, in MetricPoint point)
    {
        var below = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            var bound = $"le=\"{Number(bucket.ExplicitBound)}\"";
            WriteLine(text, $"{name}_bucket", labels.Length == 0 ? bound : $"{labels},{bound}", Number(below));
        }

        WriteLine(text, $"{name}_sum", labels, Number(point.GetHistogramSum()));
        WriteLine(text, $"{name}_count", labels, Number(point.GetHistogramCount()));
    }

    private static void WriteLine(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Number(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Number(point.GetSumDouble()),
        MetricType.LongGauge => Number(point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => Number(point.GetGaugeLastValueDouble()),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "nothing here is measured so"),
    };

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static string NameOf(Metric metric)
    {
        var name = Word(metric.Name);
        var unit = UnitOf(metric.Unit);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal)) name = $"{name}_{unit}";
        return metric.MetricType is MetricType.LongSum or MetricType.DoubleSum ? $"{name}_total" : name;
    }

    private static string UnitOf(string unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        _ => "",
    };

    private static string LabelsOf(OpenTelemetry.ReadOnlyTagCollection tags)
    {
        var labels = new List<string>();
        foreach (var (key, value) in tags) labels.Add($"{Word(key)}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", quotes: true)}\"");
        return string.Join(',', labels);
    }

    private static string Word(string name) => string.Create(name.Length, name, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
    });

    private static string Escape(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
