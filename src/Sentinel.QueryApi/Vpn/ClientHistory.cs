using Sentinel.QueryApi.Security;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Vpn;

/// <summary>A client's traffic over time.</summary>
internal static class ClientHistory
{
    /// <summary>As many as one question may have; a year in steps of five minutes is seven.</summary>
    private static readonly int MaxBuckets = SeriesQuery.MaxPoints / Traffic.ByDirection.PointsABucket;

    public static async Task<IReadOnlyList<HistoryPoint>> FindAsync(
        Selection client, HistoryPlan plan, VpnClock clock, CallersFlows flows, CancellationToken cancellation)
    {
        var step = plan.Resolution.Step;
        var (from, to) = clock.Buckets(step, plan.Count);
        var points = new List<HistoryPoint>(plan.Count);
        for (var start = from; start < to; start += MaxBuckets * step)
        {
            var end = Math.Min(to, start + (MaxBuckets * step));
            var series = await flows.SeriesAsync(new(client.Filter, start, end, step, Traffic.ByDirection), cancellation);
            points.AddRange(series.Buckets.Where(bucket => !plan.IsRaw || bucket.Totals.Rows > 0).Select(bucket => PointOf(bucket, step)));
        }

        return points;
    }

    /// <summary>Of the newest minute that is over.</summary>
    public static async Task<Traffic> LastMinuteAsync(Selection client, VpnClock clock, CallersFlows flows, CancellationToken cancellation)
    {
        var from = clock.LastMinute;
        var series = await flows.SeriesAsync(new(client.Filter, from, from + Resolution.Raw.Step, Resolution.Raw.Step, Traffic.ByDirection), cancellation);
        return Traffic.Of(series.Buckets[0].Keys);
    }

    private static HistoryPoint PointOf(SeriesBucket bucket, long step)
    {
        var traffic = Traffic.Of(bucket.Keys);
        return new(
            VpnClock.TextOf(bucket.Start), traffic.Received, traffic.Sent,
            Traffic.MegabitsASecond(traffic.Received, step), Traffic.MegabitsASecond(traffic.Sent, step));
    }
}
