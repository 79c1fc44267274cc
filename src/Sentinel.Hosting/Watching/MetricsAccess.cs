using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Net.Http.Headers;

namespace Sentinel.Hosting.Watching;

/// <summary>
/// Who reads the metrics of a program that has no tokens of its own: whoever shows the one of the settings, which is good for nothing else; where there
/// is none, whoever asks from this machine.
/// </summary>
internal sealed class MetricsAccess(IConfiguration configuration) : IEndpointFilter
{
    public const string Setting = "Sentinel:Metrics:Token";

    private const string Scheme = "Bearer ";

    private readonly byte[]? hash = configuration[Setting] is { Length: > 0 } token ? Hash(token) : null;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (IsAdmitted(context.HttpContext)) return await next(context);
        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(
            hash is not null ? "Send a valid token: Authorization: Bearer TOKEN." : $"Only this machine may ask while no {Setting} is set.",
            statusCode: StatusCodes.Status401Unauthorized);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private bool IsAdmitted(HttpContext context)
    {
        if (hash is null) return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        if (context.Request.Headers[HeaderNames.Authorization] is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        return CryptographicOperations.FixedTimeEquals(hash, Hash(header[Scheme.Length..].Trim()));
    }
}
