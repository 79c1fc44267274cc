using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Security;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>Errors as <c>{"error": text}</c>.</summary>
internal sealed class ReportDialect : IDialect
{
    public const string Path = "/api/v1/flow-reports";

    public static JsonHttpResult<ErrorAnswer> Refuse(string error) => TypedResults.Json(new ErrorAnswer(error), statusCode: StatusCodes.Status400BadRequest);

    public bool Owns(PathString path) => path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);

    public Task WriteErrorAsync(HttpContext context, string detail) => TypedResults.Json(new ErrorAnswer(context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => "Invalid token",
        StatusCodes.Status403Forbidden => "Forbidden",
        _ => detail,
    })).ExecuteAsync(context);
}
