using Sentinel.Storage;

namespace Sentinel.QueryApi.Security;

/// <summary>
/// What a caller is told when a request fails: a status and its reason, never a store's words nor a stack, which go to the log under the request's id.
/// An answer that had begun is cut off, so that nobody takes it for whole.
/// </summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.ClientLeft(logger, context.Request.Path, context.TraceIdentifier);
        }
        catch (BadHttpRequestException failure) when (failure.StatusCode == StatusCodes.Status413PayloadTooLarge && !context.Response.HasStarted)
        {
            Problems.Refuse(context, failure.StatusCode, failure.Message);
        }
        catch (BadHttpRequestException failure)
        {
            Answer(context, failure.StatusCode);
        }
        catch (StoreUnavailableException failure)
        {
            Log.StoreUnavailable(logger, context.Request.Path, context.TraceIdentifier, failure.Message);
            if (failure.Limit is { } limit && !context.Response.HasStarted)
                Problems.Refuse(context, StatusCodes.Status503ServiceUnavailable, $"The store did not answer in time: {limit}. Ask for less, or come back a little later.");
            else Answer(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (StoreForbiddenException failure)
        {
            Log.StoreForbidden(logger, context.Request.Path, context.TraceIdentifier, failure.Message);
            Answer(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception failure)
        {
            Log.Failed(logger, context.Request.Path, context.TraceIdentifier, failure);
            Answer(context, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>Sets the status alone: <see cref="Problems"/> gives it a body.</summary>
    private static void Answer(HttpContext context, int status)
    {
        if (context.Response.HasStarted) context.Abort();
        else context.Response.StatusCode = status;
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Debug, "The client left while {Path} ({RequestId}) was answered")]
        public static partial void ClientLeft(ILogger logger, PathString path, string requestId);

        [LoggerMessage(3002, LogLevel.Warning, "The store did not answer {Path} ({RequestId}): {Reason}")]
        public static partial void StoreUnavailable(ILogger logger, PathString path, string requestId, string reason);

        [LoggerMessage(3003, LogLevel.Error, "The store does not let us answer {Path} ({RequestId}): {Reason}")]
        public static partial void StoreForbidden(ILogger logger, PathString path, string requestId, string reason);

        [LoggerMessage(3004, LogLevel.Error, "{Path} ({RequestId}) failed")]
        public static partial void Failed(ILogger logger, PathString path, string requestId, Exception failure);
    }
}
