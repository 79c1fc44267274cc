using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>What lies in quarantine: seen here; sent again and purged by the endpoints beside this one.</summary>
internal static class QuarantineEndpoints
{
    public static void MapQuarantine(this IEndpointRouteBuilder routes)
    {
        var quarantine = routes.MapGroup("/api/v1/quarantine").RequireAuthorization(Scopes.Admin).WithTags("Quarantine").ProducesFailures();
        quarantine.MapGet("", SummarizeAsync).WithName("QuarantineSummary").WithQueryParameters(QuarantineParameters.OfSummary)
            .WithSummary("Records that were published but cannot be counted: how many for each cause, and the newest of them")
            .WithDescription("A record is shown some seconds after it came.")
            .WithExamples(QuarantineExamples.Summary);
        quarantine.MapGet("/{id}", ShowAsync).WithName("QuarantinedRecord").WithoutQueryParameters()
            .WithSummary("One record, whole, with all that is known of it").ProducesProblem(StatusCodes.Status404NotFound)
            .WithExamples(QuarantineExamples.Shown);
        quarantine.MapResending();
        quarantine.MapPurging();
    }

    public static ProblemHttpResult NotThere() =>
        TypedResults.Problem("No record of this id lies in quarantine.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<QuarantineAnswer>, ValidationProblem>> SummarizeAsync(HttpContext context, IQuarantineReader quarantine)
    {
        var query = QueryReader.Of(context.Request);
        query.TryRead(QuarantineParameters.Cause, out var cause);
        var samples = (int)query.Read(QuarantineParameters.Samples);
        query.RefuseUnknown(QuarantineParameters.OfSummary);
        if (query.Faults.Any) return query.Faults.ToProblem();
        return TypedResults.Ok(QuarantineAnswer.Of(await quarantine.SummarizeAsync(cause, samples, context.RequestAborted)));
    }

    private static async Task<Results<Ok<RecordAnswer>, ProblemHttpResult>> ShowAsync(HttpContext context, string id, IQuarantineReader quarantine) =>
        await quarantine.ReadAsync(id, context.RequestAborted) is { } record ? TypedResults.Ok(RecordAnswer.Of(record)) : NotThere();
}
