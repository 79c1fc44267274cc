using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Security;

namespace Sentinel.QueryApi.Vpn;

/// <summary>Errors as <c>{"success": false, "error": text}</c>.</summary>
internal sealed class VpnDialect : IDialect
{
    public const string Base = "/api/v1";

    private static readonly PathString[] Paths = [$"{Base}/analytics", $"{Base}/stats", $"{Base}/clients", $"{Base}/certificates", $"{Base}/health"];

    public static JsonHttpResult<VpnError> Refuse(string error, int status = StatusCodes.Status400BadRequest) => TypedResults.Json(new VpnError(error), statusCode: status);

    public bool Owns(PathString path) => Array.Exists(Paths, own => path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase));

    public Task WriteErrorAsync(HttpContext context, string detail) => TypedResults.Json(new VpnError(detail)).ExecuteAsync(context);
}
