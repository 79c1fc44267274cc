using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.Contracts;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Flows;

/// <summary>The native dialect's questions.</summary>
internal static class FlowEndpoints
{
    public static void MapFlows(this IEndpointRouteBuilder routes)
    {
        var flows = routes.MapGroup("/api/v1/flows").RequireAuthorization(Scopes.FlowsRead).WithTags("Flows").ProducesFailures();
        flows.MapGet("", FindAsync).WithName("FindFlows").WithQueryParameters(FlowParameters.OfFind)
            .WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("Rows, filtered, ordered, a page at a time")
            .WithDescription("Without `from` and `to`: all that is retained. `total` is exact, any `offset` works. `next` continues at constant cost: every row that a search could see at the first page comes exactly once.")
            .WithExamples(FlowExamples.Page);
        flows.MapGet("/top-talkers", TopTalkersAsync).WithName("TopTalkers").WithQueryParameters(FlowParameters.OfTopTalkers)
            .WithAnswerHeaders([AnswerHeaders.DataUntil, .. AnswerHeaders.Totals])
            .WithSummary("The exact largest sources, destinations, pairs or groups of any other field")
            .WithDescription("Ordered by the measure descending, then by key. Rows without a value of the field form no group; they count in the totals.")
            .WithExamples(FlowExamples.TopTalkers);
        flows.MapGet("/protocols", ProtocolsAsync).WithName("Protocols").WithQueryParameters(FlowParameters.OfProtocols)
            .WithAnswerHeaders(AnswerHeaders.DataUntil)
            .WithSummary("Bytes, packets and source records of each protocol, by bytes descending")
            .WithExamples(FlowExamples.Protocols);
    }

    private static async Task<Results<Ok<FlowPageAnswer>, ValidationProblem>> FindAsync(HttpContext context, CallersFlows flows, TimeProvider time)
    {
        var query = QueryReader.Of(context.Request);
        if (FindRequest.Read(query) is not { } request) return query.Faults.ToProblem();
        var page = await flows.FindAsync(request.Query, context.RequestAborted);
        var newest = await AnswerHeaders.WriteDataUntilAsync(context, flows);
        string? next = null;
        if (page is { HasMore: true, Rows: [.., var last] })
        {
            // The end holds every row the first page could see: those ahead of the clock, and, should the clock be late, the newest.
            var end = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds() + Window.MaxAheadMilliseconds, newest ?? 0);
            next = request.CursorBehind(last, Window.Of(end).End).ToString();
        }

        return TypedResults.Ok(new FlowPageAnswer(page.Total, request.Offset, request.Limit, [.. page.Rows.Select(FlowAnswer.Of)], next));
    }

    private static async Task<Results<Ok<IReadOnlyList<TalkerAnswer>>, ValidationProblem>> TopTalkersAsync(
        HttpContext context, CallersFlows flows, TimeProvider time)
    {
        var query = QueryReader.Of(context.Request);
        var selection = FlowSelection.ReadWindowed(query, time);
        var dimension = query.Read(FlowParameters.Dimension);
        var by = query.Read(FlowParameters.By);
        var limit = (int)query.Read(FlowParameters.Talkers);
        query.RefuseUnknown(FlowParameters.OfTopTalkers);
        if (query.Faults.Any) return query.Faults.ToProblem();
        var list = await flows.TopAsync(new(selection, dimension, by, limit), context.RequestAborted);
        AnswerHeaders.WriteTotals(context, list.Totals.Sums);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok<IReadOnlyList<TalkerAnswer>>([.. list.Entries.Select(entry => TalkerAnswer.Of(dimension, entry))]);
    }

    private static async Task<Results<Ok<IReadOnlyList<ProtocolAnswer>>, ValidationProblem>> ProtocolsAsync(
        HttpContext context, CallersFlows flows, TimeProvider time)
    {
        var query = QueryReader.Of(context.Request);
        var selection = FlowSelection.ReadWindowed(query, time);
        query.RefuseUnknown(FlowParameters.OfProtocols);
        if (query.Faults.Any) return query.Faults.ToProblem();
        var list = await flows.TopAsync(new(selection, FlowFields.Protocol, Measure.Bytes, byte.MaxValue + 1), context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok<IReadOnlyList<ProtocolAnswer>>([.. list.Entries.Select(ProtocolAnswer.Of)]);
    }
}
