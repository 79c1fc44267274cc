using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.Flows.Merging;
using Sentinel.Flows.Publishing;
using Sentinel.QueryApi.Auditing;
using Sentinel.QueryApi.Publishing;
using Sentinel.QueryApi.Security;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>
/// Sends quarantined rows again, an order each. An order is all that is sent: the records leave quarantine where the row is stored, after it
/// is, so nothing is lost when anything dies in between, and nothing counts twice however often it is ordered.
/// </summary>
internal sealed partial class Resending(IFlowPublisher publisher, AuditTrail audit, TimeProvider time, ILogger<Resending> logger)
{
    private const int RowsAtOnce = 8;

    /// <summary>Puts it on record, sends and answers.</summary>
    /// <param name="what">Was asked for, for the record.</param>
    public async Task<Results<Accepted<ResendAnswer>, ValidationProblem, ProblemHttpResult>> SendAsync(
        HttpContext context, ResentRows rows, string what, long left = 0, string? next = null)
    {
        if (rows.Records > 0) await audit.AppendAsync(context, AuditActions.QuarantineResend, string.Create(CultureInfo.InvariantCulture, $"{what}: {rows.Records} records"));
        try
        {
            await Parallel.ForEachAsync(rows.Rows, new ParallelOptions { MaxDegreeOfParallelism = RowsAtOnce, CancellationToken = context.RequestAborted }, SendAsync);
            return TypedResults.Accepted((string?)null, new ResendAnswer(rows.Records, left, next, rows.NotResent));
        }
        catch (Exception failure) when (failure is NotConfirmedException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            Log.NotConfirmed(logger, context.TraceIdentifier, failure.Message);
            Problems.SetRetryAfter(context);
            return TypedResults.Problem("Not all records were confirmed; send the same request again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async ValueTask SendAsync(RecordId row, CancellationToken stopped) =>
        await publisher.TakeInTimeAsync(new ResendOrder(row).Write(), $"resend/{row}", time, stopped);

    private static partial class Log
    {
        [LoggerMessage(3051, LogLevel.Warning, "Quarantined records ({RequestId}) were not sent again in time; the client was told to ask again: {Reason}")]
        public static partial void NotConfirmed(ILogger logger, string requestId, string reason);
    }
}
