using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.Contracts;
using Sentinel.QueryApi.Auditing;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>The reports: listed, counted, cleared.</summary>
internal static class ReportEndpoints
{
    private const int MaxDestinations = 10;

    public static void MapFlowReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup(ReportDialect.Path).WithTags("Flow reports").ProducesFailures(typeof(ErrorAnswer));
        reports.MapGet("", ListAsync).RequireAuthorization(Scopes.FlowsRead).WithName("ListFlowReports").WithQueryParameters(ReportParameters.OfList)
            .WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("Rows, filtered, the newest first, a page at a time; or all of them in groups")
            .WithDescription("With `group_by` the result is an array of objects with one member each, whose name is a UTC day or a subscriber and whose value are its rows, the oldest first; it may be of any length.")
            .Produces<ErrorAnswer>(StatusCodes.Status400BadRequest)
            .WithExamples(ReportExamples.OfList);
        reports.MapGet("/stats", CountAsync).RequireAuthorization(Scopes.FlowsRead).WithName("FlowReportStats").WithQueryParameters(ReportParameters.OfStats)
            .WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("Flows of each protocol, and the destinations that flows from inside went to most")
            .Produces<ErrorAnswer>(StatusCodes.Status400BadRequest)
            .WithExamples(ReportExamples.Stats);
        reports.MapDelete("", ClearAsync).RequireAuthorization(Scopes.Admin).WithName("ClearFlowReports")
            .WithSummary("Clear every flow; when this has answered, no question sees one that was there").WithExamples(ReportExamples.Clear);
        reports.MapRetention();
    }

    private static async Task<Results<Ok<ResultAnswer<ReportPageAnswer>>, GroupedReports, JsonHttpResult<ErrorAnswer>>> ListAsync(
        HttpContext context, CallersFlows flows, TimeProvider time)
    {
        var query = QueryReader.OfTrimmed(context.Request);
        var request = ReportRequest.Read(query, time);
        if (query.TryRead(ReportParameters.GroupBy, out var groups) && !query.Faults.Any) return new GroupedReports(flows, request.Selection, groups);

        var (page, perPage) = (query.Read(ReportParameters.Page), (int)query.Read(ReportParameters.PerPage));
        if (query.Faults.First is { } fault) return ReportDialect.Refuse(fault);
        var offset = (long)Int128.Min((Int128)(page - 1) * perPage, NumberField.MaxExact);
        var found = await flows.FindAsync(new(request.Selection, new(FlowFields.LastSeen, Descending: true), offset, perPage), context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new ResultAnswer<ReportPageAnswer>(new([.. found.Rows.Select(ReportAnswer.Of)], page, perPage, found.Total)));
    }

    private static async Task<Results<Ok<ResultAnswer<ReportStatsAnswer>>, JsonHttpResult<ErrorAnswer>>> CountAsync(HttpContext context, CallersFlows flows, TimeProvider time)
    {
        var query = QueryReader.OfTrimmed(context.Request);
        var request = ReportRequest.Read(query, time);
        if (query.Faults.First is { } fault) return ReportDialect.Refuse(fault);
        var protocols = await flows.TopAsync(new(request.Selection, FlowFields.Protocol, Measure.Flows, byte.MaxValue + 1), context.RequestAborted);
        var destinations = await flows.TopAsync(
            new(request.Of(ReportDirections.IsUplink), FlowFields.DstIp, Measure.Flows, MaxDestinations), context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new ResultAnswer<ReportStatsAnswer>(
            new([.. protocols.Entries.Select(ProtocolCountAnswer.Of)], [.. destinations.Entries.Select(AddressCountAnswer.Of)])));
    }

    private static async Task<Ok<ResultAnswer<MessageAnswer>>> ClearAsync(HttpContext context, IRetention retention, AuditTrail audit)
    {
        await audit.AppendAsync(context, AuditActions.FlowsClear, detail: null);
        await retention.ClearAsync(context.RequestAborted);
        return TypedResults.Ok(new ResultAnswer<MessageAnswer>(new("All flow reports cleared successfully")));
    }
}
