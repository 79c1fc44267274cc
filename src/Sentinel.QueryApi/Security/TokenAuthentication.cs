using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Sentinel.QueryApi.Security;

/// <summary><c>Authorization: Bearer TOKEN</c>; the scheme's word in any case.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BootstrapToken bootstrap)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return base.HandleChallengeAsync(properties);
    }

    private AuthenticateResult Authenticate()
    {
        if (Request.Headers[HeaderNames.Authorization] is not [{ } header]) return AuthenticateResult.NoResult();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !header.AsSpan(0, space).Equals(SchemeName, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (!bootstrap.Matches(header[(space + 1)..].Trim())) return AuthenticateResult.Fail("The token is not known.");
        return AuthenticateResult.Success(new(new(BootstrapToken.Identity(Scheme.Name)), Scheme.Name));
    }
}
