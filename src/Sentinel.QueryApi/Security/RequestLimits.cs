using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sentinel.QueryApi.Security;

/// <summary>What a request may cost before anybody looks into it.</summary>
internal static class RequestLimits
{
    /// <summary>Of path and query.</summary>
    public const int MaxUrlLength = 8_192;

    /// <summary>Above what any endpoint takes, so that each refuses in its own words and the client, still sending, hears it.</summary>
    private const long MaxBodyBytes = 64 * 1024 * 1024;

    public static void AddRequestLimits(this IServiceCollection services) =>
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestLineSize = 4 * MaxUrlLength;
            kestrel.Limits.MaxRequestBufferSize = 4 * MaxUrlLength;
            kestrel.Limits.MaxConcurrentConnections = 4_096;
        });

    public static void UseUrlLimit(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            if (context.Request.Path.Value!.Length + context.Request.QueryString.Value!.Length <= MaxUrlLength) return next(context);
            Problems.Refuse(
                context, StatusCodes.Status414UriTooLong, string.Create(CultureInfo.InvariantCulture, $"Path and query are longer than {MaxUrlLength} characters."));
            return Task.CompletedTask;
        });
}
