using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>Sends quarantined records again, once what they were refused for is mended.</summary>
internal static class ResendEndpoints
{
    private const string Promise =
        " Each makes the row that its message would make, under the same id: sent twice, or published again by its producer, it counts once."
        + " 202 once the orders are safe; without a broker, once they are carried out.";

    public static void MapResending(this IEndpointRouteBuilder quarantine)
    {
        quarantine.MapPost("/{id}/resend", ResendOneAsync).WithName("ResendQuarantinedRecord").WithoutQueryParameters()
            .WithSummary("Send a record again, with those of its row")
            .WithDescription("For when what it was refused for is mended." + Promise)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithExamples(QuarantineExamples.ResentOne);
        quarantine.MapPost("/resend", ResendAsync).WithName("ResendQuarantine").WithoutQueryParameters().Accepts<ResendBody>("application/json")
            .WithSummary("Send records again, by their ids or by cause, the oldest first; by cause 1,000 are looked at, and `next` goes on")
            .WithDescription("Records of one row go together." + Promise)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .Describe(QuarantineExamples.DescribeResend)
            .WithExamples(QuarantineExamples.Resent);
    }

    private static async Task<Results<Accepted<ResendAnswer>, ValidationProblem, ProblemHttpResult>> ResendOneAsync(
        HttpContext context, string id, IQuarantineReader quarantine, Resending resending)
    {
        if (await quarantine.ReadAsync(id, context.RequestAborted) is not { } record) return QuarantineEndpoints.NotThere();
        var rows = new ResentRows();
        rows.Add(record);
        if (rows.NotResent is [var not]) return TypedResults.Problem($"The record cannot be sent again: {not.Why}.", statusCode: StatusCodes.Status409Conflict);
        return await resending.SendAsync(context, rows, $"record {record.Id}");
    }

    private static async Task<Results<Accepted<ResendAnswer>, ValidationProblem, ProblemHttpResult>> ResendAsync(
        HttpContext context, IQuarantineReader quarantine, Resending resending)
    {
        var faults = new Faults();
        var body = await JsonRequest.ReadObjectAsync(context.Request, context.RequestAborted);
        if (ResendRequest.Read(body, faults) is not { } request) return faults.ToProblem();
        if (request.Ids is { } ids)
        {
            var rows = await FindAsync(quarantine, ids, context.RequestAborted);
            return await resending.SendAsync(context, rows, $"rows {string.Join(' ', rows.Rows)}");
        }

        var page = await quarantine.FindAsync(request.Filter, request.After, IQuarantineReader.MaxFound, context.RequestAborted);
        var next = page.Left > 0 ? ResendCursor.Of(QuarantinePosition.Of(page.Records[^1])) : null;
        return await resending.SendAsync(context, ResentRows.OfPage(page.Records), QuarantineParameters.Told(request.Filter), page.Left, next);
    }

    private static async Task<ResentRows> FindAsync(IQuarantineReader quarantine, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var rows = new ResentRows();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await quarantine.ReadAsync(id, cancellation) is { } record) rows.Add(record);
            else rows.AddAbsent(id);
        }

        return rows;
    }
}
