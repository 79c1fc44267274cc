using System.Globalization;

namespace Sentinel.QueryApi.Security;

/// <summary>The body of an error that no handler wrote: RFC 9457, whatever the client accepts.</summary>
internal static class Problems
{
    /// <summary>When to come back, where waiting helps.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(5);

    public static void UseProblems(this IApplicationBuilder app) =>
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));

    public static void SetRetryAfter(HttpContext context) =>
        context.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static Task WriteAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable) SetRetryAfter(context);
        return TypedResults.Problem(DetailOf(status), statusCode: status).ExecuteAsync(context);
    }

    private static string? DetailOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Send a valid token: Authorization: Bearer TOKEN.",
        StatusCodes.Status403Forbidden => "The token does not have the scope that this needs.",
        StatusCodes.Status404NotFound => "There is nothing at this path.",
        StatusCodes.Status405MethodNotAllowed => "The path does not know this method; see the Allow header.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status414UriTooLong => "The URL is too long.",
        StatusCodes.Status429TooManyRequests => "Too many requests at once; come back a little later.",
        StatusCodes.Status500InternalServerError => "The request failed; the log has the reason under its X-Request-Id.",
        StatusCodes.Status503ServiceUnavailable => "The store does not answer; come back a little later.",
        _ => null,
    };
}
