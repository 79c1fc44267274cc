using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.Flows.Decoding;
using Sentinel.Flows.Publishing;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Tokens;

namespace Sentinel.QueryApi.Publishing;

/// <summary>Flows in over HTTP: all of a body or nothing, safe once it is answered.</summary>
internal static partial class PublishEndpoint
{
    private const int PartsAtOnce = 8;
    private const int MaxFaults = 100;

    public static void MapPublishing(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/flows", PublishAsync).RequireAuthorization(Scopes.FlowsWrite)
            .WithTags("Flows").WithName("PublishFlows").WithoutQueryParameters()
            .WithSummary("Publish flows: a batch, one flow, an array or NDJSON, plain or gzip, at most 16 MiB unpacked")
            .WithDescription("202 once every flow is safe. The same body under the same id counts once, so a failed or unanswered request may be sent again as it was. "
                + "A record of the wrong shape: 400 with its position, and nothing is taken. A record whose time lies out of bounds is taken, and goes to quarantine.")
            .WithAnswerHeaders(BatchId.SourceHeader)
            .Describe(PublishDocument.Describe)
            .ProducesFailures()
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithExamples(PublishExamples.Taken);

    private static async Task<Results<Accepted<PublishAnswer>, ValidationProblem, ProblemHttpResult>> PublishAsync(
        HttpContext context, IFlowPublisher publisher, BodyRoom room, TimeProvider time, ILoggerFactory loggers)
    {
        if (PublishedBody.IsPacked(context.Request.Headers) is not { } isPacked)
        {
            context.Response.Headers.AcceptEncoding = PublishedBody.Encodings;
            return TypedResults.Problem("Content-Encoding may be gzip or identity.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var share = room.Enter();
            if (await PublishedBody.ReadAsync(context.Request, isPacked, share, time, context.RequestAborted) is not { } body)
            {
                Problems.SetRetryAfter(context);
                return TypedResults.Problem("Too many bodies at once; send the same body again a little later.", statusCode: StatusCodes.Status429TooManyRequests);
            }

            BatchId id;
            int records;
            IReadOnlyList<MessagePart> parts;
            using (await room.DecodeAsync(body.Length, context.RequestAborted))
            {
                var message = FlowDecoder.Decode(body, default);
                var faults = new Faults();
                id = BatchId.Of(context.Request, message.DeclaredId, body, faults);
                var wrong = AddRecordFaults(message, faults);
                if (faults.Any) return faults.ToProblem(wrong > MaxFaults ? $"{wrong} members are wrong; the first {MaxFaults} are named. Nothing was taken." : "Nothing was taken.");
                (records, parts) = (message.Records.Count, [.. MessageParts.Cut(message, id)]);
            }

            await share.WaitForTurnAsync(context.RequestAborted);
            await SendAsync(parts, publisher, time, context.RequestAborted);
            context.Response.Headers[BatchId.SourceHeader.Name] = id.Source;
            return TypedResults.Accepted((string?)null, new PublishAnswer(id.Text, records));
        }
        catch (NotAMessageException failure) when (failure.IsTooLarge)
        {
            return TypedResults.Problem(TextOf(failure), statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        catch (NotAMessageException failure)
        {
            return TypedResults.Problem(TextOf(failure), statusCode: StatusCodes.Status400BadRequest);
        }
        catch (SlowBodyException)
        {
            return TypedResults.Problem(
                $"The body did not arrive within {PublishedBody.Patience.TotalMinutes} minutes; send the same flows in smaller ones.", statusCode: StatusCodes.Status408RequestTimeout);
        }
        catch (Exception failure) when (failure is NotConfirmedException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            Log.NotConfirmed(loggers.CreateLogger(typeof(PublishEndpoint)), context.TraceIdentifier, failure.Message);
            Problems.SetRetryAfter(context);
            return TypedResults.Problem("The flows were not confirmed; send the same body again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Returns how many there are; only the first are named.</summary>
    private static int AddRecordFaults(DecodedMessage message, Faults faults)
    {
        var count = 0;
        for (var index = 0; index < message.Records.Count; index++)
        {
            foreach (var fault in FaultsOf(message.Records[index]))
            {
                if (count++ < MaxFaults) faults.Add(fault.Member.Length == 0 ? $"flows[{index}]" : $"flows[{index}].{fault.Member}", fault.Why);
            }
        }

        return count;
    }

    private static IReadOnlyList<RecordFault> FaultsOf(DecodedRecord record) =>
        record.Faults.Count > 0 || MessageParts.HasRoomFor(record) ? record.Faults : [new("", "is too large, or nested too deeply, to be sent on")];

    private static Task SendAsync(IEnumerable<MessagePart> parts, IFlowPublisher publisher, TimeProvider time, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            parts,
            new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = cancellation },
            async (part, stopped) => await publisher.TakeInTimeAsync(part.Body, part.Id, time, stopped));

    private static string TextOf(NotAMessageException failure) => $"The body is no message: {failure.Message}.";

    private static partial class Log
    {
        [LoggerMessage(3041, LogLevel.Warning, "Published flows ({RequestId}) were not confirmed in time; the client was told to send them again: {Reason}")]
        public static partial void NotConfirmed(ILogger logger, string requestId, string reason);
    }
}
