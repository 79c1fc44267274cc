using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sentinel.Contracts;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>A firewall's log, and statistics of it.</summary>
internal static class FirewallEndpoints
{
    private static readonly AnswerHeader TotalEstimated = new("Sentinel-Total-Estimated", "`true` where `total` is an estimate") { IsText = true };

    public static void MapFirewall(this IEndpointRouteBuilder routes)
    {
        var logs = routes.MapGroup($"{FirewallDialect.Path}/{{project_id}}/cfw/logs").RequireAuthorization(Scopes.FlowsRead).WithTags("Firewall").ProducesFailures(typeof(FirewallError), storeAway: FirewallDialect.StoreAway);
        logs.MapGet("/flow", ListAsync).WithName("ListFirewallFlowLogs").WithQueryParameters(FirewallParameters.OfLogs)
            .WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("A firewall's flows, filtered, the newest first, a page at a time")
            .WithDescription("The token may be sent as `X-Auth-Token`. The next page is asked for by `offset`, or by `log_id` of the last record.")
            .Produces<FirewallError>(StatusCodes.Status400BadRequest)
            .WithExamples(FirewallExamples.Logs);
        logs.MapGet("/flow-statistic", RankAsync).WithName("FirewallFlowStatistics").WithQueryParameters(FirewallParameters.OfStatistics)
            .WithAnswerHeaders(AnswerHeaders.DataUntil, TotalEstimated)
            .WithSummary("The items with the most sessions in a firewall's flows, exactly, with the largest applications, ports and addresses of each")
            .WithDescription("The token may be sent as `X-Auth-Token`. The time is `range`, or `start_time` and `end_time`.")
            .Produces<FirewallError>(StatusCodes.Status400BadRequest)
            .WithExamples(FirewallExamples.Statistics);
    }

    private static async Task<Results<Ok<DataAnswer<LogPage>>, JsonHttpResult<FirewallError>>> ListAsync(
        HttpContext context, [FromRoute(Name = "project_id")] string project, CallersFlows flows, FirewallInstances instances)
    {
        if (LogRequest.Read(QueryReader.OfTrimmed(context.Request), project, out var error) is not { } request) return error.ToAnswer();
        RowPosition? after = null;
        if (request.Behind is { } id)
        {
            if (!RowId.TryParse(id, out var rowId) || await flows.FindRowAsync(rowId, request.Firewall.Records, context.RequestAborted) is not { } last)
                return FirewallError.NotFound.ToAnswer();
            after = RowPosition.Of(last, LogRequest.Order);
        }

        var page = await flows.FindAsync(new(request.Selection, LogRequest.Order, request.Offset, request.Limit, after), context.RequestAborted);
        if (page.Total == 0 && !await instances.IsThereAsync(request.Firewall, flows, context.RequestAborted)) return FirewallError.NotFound.ToAnswer();
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new DataAnswer<LogPage>(new(request.Limit, [.. page.Rows.Select(LogRecord.Of)], page.Total)));
    }

    private static async Task<Results<Ok<DataAnswer<Statistics>>, JsonHttpResult<FirewallError>>> RankAsync(
        HttpContext context, [FromRoute(Name = "project_id")] string project, CallersFlows flows, FirewallInstances instances, TimeProvider time)
    {
        if (StatisticRequest.Read(QueryReader.OfTrimmed(context.Request), project, time, out var error) is not { } request) return error.ToAnswer();
        var total = await flows.DistinctAsync(new(request.Selection, request.Item.Dimension), context.RequestAborted);
        if (total.Count == 0 && !await instances.IsThereAsync(request.Firewall, flows, context.RequestAborted)) return FirewallError.NotFound.ToAnswer();
        var records = request.Size == 0 || total.Count == 0 ? [] : await StatisticRecords.FindAsync(request, flows, context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        if (total.IsEstimate) context.Response.Headers[TotalEstimated.Name] = "true";
        return TypedResults.Ok(new DataAnswer<Statistics>(new(records, total.Count)));
    }
}
