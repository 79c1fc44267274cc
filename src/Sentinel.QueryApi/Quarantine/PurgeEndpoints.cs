using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Auditing;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>Gives quarantined records up, for good.</summary>
internal static class PurgeEndpoints
{
    public static void MapPurging(this IEndpointRouteBuilder quarantine)
    {
        quarantine.MapDelete("/{id}", PurgeOneAsync).WithName("PurgeQuarantinedRecord").WithoutQueryParameters()
            .WithSummary("Purge a record, with those of its row: without it they could not be sent again").ProducesProblem(StatusCodes.Status404NotFound);
        quarantine.MapDelete("", PurgeAsync).WithName("PurgeQuarantine").WithQueryParameters(QuarantineParameters.OfPurge)
            .WithSummary("Purge the records that meet the conditions; one is needed, `cause=any` is one").WithExamples(QuarantineExamples.Purged);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PurgeOneAsync(
        HttpContext context, string id, IQuarantineReader reader, IQuarantine quarantine, AuditTrail audit)
    {
        if (await reader.ReadAsync(id, context.RequestAborted) is not { } record) return QuarantineEndpoints.NotThere();
        await audit.AppendAsync(context, AuditActions.QuarantinePurge, $"record {record.Id}");
        await quarantine.RemoveAsync(record.Origin is { } origin ? new(Row: origin.Row) : new(Id: record.Id), context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<PurgeAnswer>, ValidationProblem>> PurgeAsync(HttpContext context, IQuarantine quarantine, AuditTrail audit)
    {
        var query = QueryReader.Of(context.Request);
        var hasCause = query.TryRead(QuarantineParameters.CauseOrAny, out var cause);
        var before = query.ReadOptional(QuarantineParameters.Before);
        query.RefuseUnknown(QuarantineParameters.OfPurge);
        if (!query.Faults.Any && !hasCause && before is null) query.Faults.Add(QuarantineParameters.CauseOrAny.Name, "must be given where before is not; any purges all");
        if (query.Faults.Any) return query.Faults.ToProblem();
        var filter = new QuarantineFilter(cause, before);
        await audit.AppendAsync(context, AuditActions.QuarantinePurge, QuarantineParameters.Told(filter));
        return TypedResults.Ok(new PurgeAnswer(await quarantine.RemoveAsync(filter, context.RequestAborted)));
    }
}
