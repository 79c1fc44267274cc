using Sentinel.QueryApi.Security;

namespace Sentinel.QueryApi.Firewall;

/// <summary>Errors as <c>{"error_code", "error_msg"}</c>, and a header of its own for the token.</summary>
internal sealed class FirewallDialect : IDialect
{
    public const string Path = "/v1";

    /// <summary>The reference has no 503.</summary>
    public const int StoreAway = StatusCodes.Status500InternalServerError;

    public string TokenHeader => "X-Auth-Token";

    public bool Owns(PathString path) => path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);

    public Task WriteErrorAsync(HttpContext context, string detail)
    {
        var error = context.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => new("APIGW.0301", detail),
            StatusCodes.Status403Forbidden => new("APIGW.0302", detail),
            StatusCodes.Status404NotFound => FirewallError.NotFound,
            StatusCodes.Status429TooManyRequests => new("APIGW.0308", detail),
            _ => FirewallError.Request(detail),
        };
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable) context.Response.StatusCode = StoreAway;
        return TypedResults.Json(error).ExecuteAsync(context);
    }
}
