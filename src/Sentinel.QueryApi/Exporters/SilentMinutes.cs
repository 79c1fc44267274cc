using Sentinel.Contracts;
using Sentinel.QueryApi.Security;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Exporters;

/// <summary>How many of the last day's minutes hold no flow of an exporter: the whole ones, up to the current one.</summary>
internal sealed class SilentMinutes(CallersFlows flows, TimeProvider time)
{
    private const int MinutesADay = (int)(Window.DayMilliseconds / Window.Milliseconds);

    /// <summary>As many as one question may name.</summary>
    private const int ExportersAtOnce = (SeriesQuery.MaxPoints / MinutesADay) - 1;

    public async Task<IReadOnlyDictionary<Address, int>> CountAsync(IReadOnlyList<ExporterEntry> exporters, CancellationToken cancellation)
    {
        var to = Window.Of(time.GetUtcNow().ToUnixTimeMilliseconds()).Start;
        var from = to - Window.DayMilliseconds;
        var silent = exporters.ToDictionary(entry => entry.Exporter, _ => MinutesADay);
        foreach (var some in exporters.Where(entry => entry.LastSeen >= from).Chunk(ExportersAtOnce))
        {
            FieldValue[] keys = [.. some.Select(entry => FieldValue.FromAddress(entry.Exporter))];
            var minutes = await flows.SeriesAsync(new(new Filter.In(FlowFields.ExporterIp, keys), from, to, Window.Milliseconds, new(FlowFields.ExporterIp, keys)), cancellation);
            foreach (var (place, entry) in some.Index()) silent[entry.Exporter] = minutes.Buckets.Count(minute => minute.Keys[place].Rows == 0);
        }

        return silent;
    }
}
