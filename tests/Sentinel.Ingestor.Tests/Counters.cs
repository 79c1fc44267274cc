using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Sentinel.Ingestor.Tests;

/// <summary>The counters of one ingestor, by the names of their instruments.</summary>
internal sealed class Counters : IDisposable
{
    private readonly ConcurrentDictionary<string, long> sums = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();

    public Counters(IMeterFactory owner)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, owner)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
    }

    public long this[string instrument] => sums.GetValueOrDefault(instrument);

    public void Dispose() => listener.Dispose();
}
