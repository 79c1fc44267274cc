using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Sentinel.Hosting.Watching;

/// <summary>
/// Adds up what the program counts from the time when this is made: its own meters, its HTTP requests and the runtime.
/// Sends it on as well where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, or that of metrics alone, says where to; all other standard variables act then.
/// </summary>
internal sealed class MetricsReader : IDisposable
{
    private static readonly string[] Meters = ["Sentinel.*", "Microsoft.AspNetCore.Hosting", "System.Runtime"];
    private static readonly string[] Receivers = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    private readonly Lock reading = new();
    private readonly PrometheusExporter exporter = new();
    private readonly BaseExportingMetricReader reader;
    private readonly MeterProvider meters;

    public MetricsReader(IMeterFactory factory, IHostEnvironment program, IConfiguration configuration)
    {
        reader = new(exporter);
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(resource => resource.AddService(program.ApplicationName).AddEnvironmentVariableDetector())
            .AddMeter(Meters)
            // Of two hosts in one process each has its own.
            .AddView(instrument => instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, factory) ? null : MetricStreamConfiguration.Drop)
            .AddReader(reader);
        if (Array.Exists(Receivers, receiver => !string.IsNullOrEmpty(configuration[receiver]))) builder.AddOtlpExporter();
        meters = builder.Build();
    }

    /// <summary>As of now, in the text format of Prometheus.</summary>
    public string Read()
    {
        lock (reading)
        {
            if (exporter.Collect?.Invoke(Timeout.Infinite) is not true) throw new InvalidOperationException("Metrics could not be collected, or OTEL_SDK_DISABLED switches them off.");
            return exporter.Text;
        }
    }

    /// <summary>Sends the last counts on, where they are sent on.</summary>
    public void Dispose()
    {
        meters.Dispose();
        reader.Dispose();
        exporter.Dispose();
    }
}
