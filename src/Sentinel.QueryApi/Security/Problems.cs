using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Sentinel.QueryApi.Security;

/// <summary>The body of an error that no handler wrote, whatever the client accepts: as the dialect whose path it is writes it, else RFC 9457.</summary>
internal static class Problems
{
    private static readonly object DetailKey = new();

    /// <summary>When to come back, where waiting helps.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(5);

    public static void UseProblems(this IApplicationBuilder app) =>
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));

    /// <summary>Sets the status, and what its body will say.</summary>
    /// <param name="after">When to come back; as usual where null.</param>
    public static void Refuse(HttpContext context, int status, string detail, TimeSpan? after = null)
    {
        context.Response.StatusCode = status;
        context.Items[DetailKey] = detail;
        if (after is { } wait) SetRetryAfter(context, wait);
    }

    public static void SetRetryAfter(HttpContext context) => SetRetryAfter(context, RetryAfter);

    private static void SetRetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
            SetRetryAfter(context);
        var detail = context.Items[DetailKey] as string ?? DetailOf(response.StatusCode);
        return context.RequestServices.GetServices<IDialect>().FirstOrDefault(dialect => dialect.Owns(context.Request.Path)) is { } dialect
            ? dialect.WriteErrorAsync(context, detail ?? ReasonPhrases.GetReasonPhrase(response.StatusCode))
            : TypedResults.Problem(detail, statusCode: response.StatusCode).ExecuteAsync(context);
    }

    private static string? DetailOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Send a valid token: Authorization: Bearer TOKEN.",
        StatusCodes.Status403Forbidden => "The token does not have the scope that this needs, or carries a filter where all flows are told of together.",
        StatusCodes.Status404NotFound => "There is nothing at this path.",
        StatusCodes.Status405MethodNotAllowed => "The path does not know this method; see the Allow header.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status500InternalServerError => "The request failed; the log has the reason under its X-Request-Id.",
        StatusCodes.Status503ServiceUnavailable => "The store does not answer; come back a little later.",
        _ => null,
    };
}
