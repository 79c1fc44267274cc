using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Vpn;

/// <summary>The traffic of all clients over time.</summary>
internal static class AnalyticsEndpoint
{
    private const int Points = 96;
    private const int TopClients = 10;

    public static async Task<Results<Ok<AnalyticsAnswer>, JsonHttpResult<VpnError>>> AskAsync(HttpContext context, CallersFlows flows, VpnClock clock)
    {
        var query = QueryReader.OfTrimmed(context.Request);
        var step = query.Read(VpnParameters.AnalyticsRange);
        if (query.Faults.First is { } fault) return VpnDialect.Refuse(fault);
        var (from, to) = clock.Buckets(step, Points);
        var clients = ClientTraffic.In(TimeRange.LastSeenBetween(from, to - 1));
        var series = await flows.SeriesAsync(new(clients.Filter, from, to, step, Traffic.ByDirection) { Counted = FlowFields.SubscriberId }, context.RequestAborted);
        var top = await ClientTraffic.LargestAsync(flows, clients, TopClients, context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        var history = series.Buckets.Select(PointOf).ToList();
        var all = series.Buckets.Aggregate(default(Traffic), (sum, bucket) => sum + Traffic.Of(bucket.Keys));
        var range = query.IsSent(VpnParameters.AnalyticsRange) ? query.Sent[VpnParameters.AnalyticsRange.Name].ToString() : VpnParameters.AnalyticsRange.Default!;
        return TypedResults.Ok(new AnalyticsAnswer(VpnClock.TextOf(clock.Now), range, new(
            history, history.Max(point => point.ActiveCount),
            [.. top.Select(client => new TopClient(client.Name, client.Traffic.Received, client.Traffic.Sent, client.Traffic.Total))],
            new(all.Received, all.Sent))));
    }

    private static AnalyticsPoint PointOf(SeriesBucket bucket)
    {
        var traffic = Traffic.Of(bucket.Keys);
        return new(VpnClock.TextOf(bucket.Start), traffic.Received, traffic.Sent, bucket.Distinct!.Count);
    }
}
