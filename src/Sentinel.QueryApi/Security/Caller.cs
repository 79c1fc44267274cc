using System.Security.Claims;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Security;

/// <summary>Whoever sent a request with a valid token: its public id as name, its scopes as claims.</summary>
internal sealed class Caller(string scheme, string id, IReadOnlyList<string> scopes, Filter rows)
    : ClaimsIdentity([new(ClaimTypes.Name, id), .. scopes.Select(scope => new Claim(Scopes.ClaimType, scope))], scheme)
{
    /// <summary>What it may see, whatever it asks.</summary>
    public Filter Rows { get; } = rows;

    public bool SeesAll => Rows == Filter.Everything;

    public static Caller Of(string scheme, Token token) => new(scheme, token.Id, token.Scopes, token.Filter?.Rows ?? Filter.Everything);

    /// <summary>The one of the settings: every scope, every row.</summary>
    public static Caller Bootstrap(string scheme) => new(scheme, "bootstrap", Scopes.All, Filter.Everything);
}
