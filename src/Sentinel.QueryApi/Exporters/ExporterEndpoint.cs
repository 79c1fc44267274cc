using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Exporters;

/// <summary>Who sends flows, since when, and who has stopped.</summary>
internal static class ExporterEndpoint
{
    private static readonly NumberParameter Limit = new("limit", 1, 1_000, "Exporters in the answer") { Default = "100" };

    private static readonly NumberParameter Offset = new("offset", 0, ExporterEntry.Max, "Exporters to pass over") { Default = "0" };

    private static readonly IReadOnlyList<QueryParameter> Parameters = [Offset, Limit];

    public static void MapExporters(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/exporters", ListAsync).RequireAuthorization(Scopes.FlowsRead).WithTags("Exporters").ProducesFailures()
            .WithName("Exporters").WithQueryParameters(Parameters)
            .WithSummary("Each exporter: first and last seen, what it sent, and how many of the last day's minutes hold none of its flows")
            .WithDescription("By address, of all that is held. An exporter all of whose days are dropped is not listed.")
            .WithExamples(new Example("all", "", """
                {
                  "total": 2, "offset": 0, "limit": 100,
                  "exporters": [
                    { "exporter_ip": "10.0.0.1", "first_seen": 1776254400000, "last_seen": 1776340799845, "flows": 4829301, "messages": 3211, "minutes_without_flows": 0 },
                    { "exporter_ip": "10.0.0.2", "first_seen": 1776254400000, "last_seen": 1776338399845, "flows": 129301, "messages": 1400, "minutes_without_flows": 40 }
                  ]
                }
                """));

    private static async Task<Results<Ok<ExportersAnswer>, ValidationProblem>> ListAsync(HttpContext context, CallersFlows flows, TimeProvider time)
    {
        var query = QueryReader.Of(context.Request);
        var (offset, limit) = ((int)query.Read(Offset), (int)query.Read(Limit));
        query.RefuseUnknown(Parameters);
        if (query.Faults.Any) return query.Faults.ToProblem();
        var all = await flows.ExportersAsync(Filter.Everything, context.RequestAborted);
        ExporterEntry[] page = [.. all.Skip(offset).Take(limit)];
        var silent = await new SilentMinutes(flows, time).CountAsync(page, context.RequestAborted);
        return TypedResults.Ok(new ExportersAnswer(all.Count, offset, limit, [.. page.Select(entry => ExporterAnswer.Of(entry, silent[entry.Exporter]))]));
    }
}
