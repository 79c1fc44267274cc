using System.Buffers;

namespace Sentinel.QueryApi.Security;

/// <summary>Every answer says by which id the logs know its request: the caller's, where it is printable and short, else a new one.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    public static void UseRequestIds(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            if (context.Request.Headers[Header] is [{ Length: > 0 and <= MaxLength } id] && !id.AsSpan().ContainsAnyExcept(Printable)) context.TraceIdentifier = id;
            else context.TraceIdentifier = Guid.CreateVersion7().ToString("N");
            context.Response.Headers[Header] = context.TraceIdentifier;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
}
