using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sentinel.Contracts;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Vpn;

/// <summary>The clients of a VPN: who they are, whether they are there, what they have sent and received. A client is a subscriber.</summary>
internal static class VpnEndpoints
{
    public static void MapVpn(this IEndpointRouteBuilder routes)
    {
        var vpn = routes.MapGroup(VpnDialect.Base).RequireAuthorization(Scopes.FlowsRead).WithTags("VPN").ProducesFailures(typeof(VpnError));
        vpn.MapGet("/analytics", AnalyticsEndpoint.AskAsync).WithName("VpnAnalytics").WithQueryParameters([VpnParameters.AnalyticsRange])
            .WithAnswerHeaders(AnswerHeaders.DataUntil).Produces<VpnError>(StatusCodes.Status400BadRequest)
            .WithSummary("The traffic of all clients in 96 buckets, and the ten largest clients").WithExamples(VpnExamples.Analytics);
        vpn.MapGet("/stats", ListAsync).WithName("VpnClientStats").WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("What every client has sent, and sends now").WithExamples(VpnExamples.Clients);
        vpn.MapGet("/stats/system", SumAsync).AddEndpointFilter(SumOrShowAsync).WithName("VpnSystemStats").WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("How many clients there are, and what all have sent and received").WithExamples(VpnExamples.System);
        vpn.MapGet("/stats/{common_name}", ShowAsync).WithName("VpnClient").WithQueryParameters([VpnParameters.HistoryRange, VpnParameters.Resolution])
            .WithAnswerHeaders(AnswerHeaders.DataUntil).Produces<VpnError>(StatusCodes.Status400BadRequest).Produces<VpnError>(StatusCodes.Status404NotFound)
            .WithSummary("One client, with its traffic over time").WithExamples(VpnExamples.Client);
        vpn.MapGet("/clients", NamesAsync).WithName("VpnClients").WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("Every client by name, and whether it is connected").WithExamples(VpnExamples.Names);
        vpn.MapGet("/certificates", CertificatesAsync).WithName("VpnCertificates").WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("How long the certificates in a folder are valid, those that expire first before the others").WithExamples(VpnExamples.Certificates);
    }

    private static async Task<Ok<ClientsAnswer>> ListAsync(HttpContext context, CallersFlows flows, VpnClock clock)
    {
        var clients = await ClientTraffic.AllAsync(flows, ClientTraffic.Ever, context.RequestAborted);
        var totals = await ClientTraffic.ByClientAsync(flows, ClientTraffic.Ever, context.RequestAborted);
        var (minute, length) = (clock.LastMinute, Window.Milliseconds);
        var rates = await ClientTraffic.ByClientAsync(flows, ClientTraffic.In(TimeRange.LastSeenBetween(minute, minute + length - 1)), context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new ClientsAnswer(clients.Count,
        [
            .. clients.Select(client => new ClientSummary(
                client.Key.AsKeyword(), clock.StatusOf(client.LastSeen),
                clock.IsActive(client.LastSeen) ? Traffic.MegabitsASecond(rates.GetValueOrDefault(client.Key).Received, length) : 0,
                Traffic.Megabytes(totals.GetValueOrDefault(client.Key).Received))),
        ]));
    }

    private static async Task<Ok<VpnAnswer<SystemAnswer>>> SumAsync(HttpContext context, CallersFlows flows, VpnClock clock)
    {
        var clients = await flows.DistinctAsync(new(ClientTraffic.Ever, FlowFields.SubscriberId), context.RequestAborted);
        var active = await flows.DistinctAsync(new(ClientTraffic.In(clock.OfActive), FlowFields.SubscriberId), context.RequestAborted);
        var (traffic, _) = await ClientTraffic.SumAsync(flows, ClientTraffic.Ever, context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new VpnAnswer<SystemAnswer>(new(clients.Count, active.Count, Traffic.Gigabytes(traffic.Received), Traffic.Gigabytes(traffic.Sent))));
    }

    /// <summary>Routes match in any case, and a client may be named <c>System</c>.</summary>
    private static async ValueTask<object?> SumOrShowAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var segment = call.HttpContext.Request.Path.Value!.TrimEnd('/').Split('/')[^1];
        return segment is "system" ? await next(call) : await ShowAsync(call.HttpContext, segment, call.GetArgument<CallersFlows>(1), call.GetArgument<VpnClock>(2));
    }

    private static async Task<Results<Ok<VpnAnswer<ClientAnswer>>, JsonHttpResult<VpnError>>> ShowAsync(
        HttpContext context, [FromRoute(Name = "common_name")] string segment, CallersFlows flows, VpnClock clock)
    {
        var query = QueryReader.OfTrimmed(context.Request);
        var (range, resolution) = (query.Read(VpnParameters.HistoryRange), query.Read(VpnParameters.Resolution));
        if (query.Faults.First is { } fault) return VpnDialect.Refuse(fault);
        if (HistoryPlan.Of(range, resolution) is not { } plan) return VpnDialect.Refuse($"resolution {resolution!.Word} is too fine for range {range.Word}");
        var name = LastSegment.Decode(context, segment);
        var client = ClientTraffic.Of(name);
        var (traffic, totals) = await ClientTraffic.SumAsync(flows, client, context.RequestAborted);
        if (totals.Rows == 0) return VpnDialect.Refuse("Client not found", StatusCodes.Status404NotFound);
        var history = await ClientHistory.FindAsync(client, plan, clock, flows, context.RequestAborted);
        var current = clock.IsActive(totals.LastSeen) ? await ClientHistory.LastMinuteAsync(client, clock, flows, context.RequestAborted) : default;
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new VpnAnswer<ClientAnswer>(new(
            name, clock.StatusOf(totals.LastSeen),
            new(Traffic.MegabitsASecond(current.Received, Window.Milliseconds), Traffic.MegabitsASecond(current.Sent, Window.Milliseconds)),
            new(Traffic.Megabytes(traffic.Received), Traffic.Megabytes(traffic.Sent)),
            history, new(plan.Resolution.Source, history.Count))));
    }

    private static async Task<Ok<VpnAnswer<IReadOnlyList<ClientName>>>> NamesAsync(HttpContext context, CallersFlows flows, VpnClock clock)
    {
        var clients = await ClientTraffic.AllAsync(flows, ClientTraffic.Ever, context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new VpnAnswer<IReadOnlyList<ClientName>>(
            [.. clients.Select(client => new ClientName(client.Key.AsKeyword(), clock.StatusOf(client.LastSeen)))]));
    }

    /// <summary>
    /// They are read from a folder, also while the store is away and nothing is known of how new its data is. They have none of the fields that a token's filter
    /// names, so that one with a filter sees none.
    /// </summary>
    private static async Task<Ok<VpnAnswer<IReadOnlyList<CertificateAnswer>>>> CertificatesAsync(HttpContext context, CallersFlows flows, CertificateFolder folder)
    {
        await AnswerHeaders.TryWriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new VpnAnswer<IReadOnlyList<CertificateAnswer>>(flows.SeesAll ? await folder.ListAsync(context.RequestAborted) : []));
    }
}
