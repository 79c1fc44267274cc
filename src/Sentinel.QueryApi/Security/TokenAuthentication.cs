using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Security;

/// <summary>
/// <c>Authorization: Bearer TOKEN</c>; the scheme's word in any case; or the dialect's own header. From an address that has sent too many wrong tokens, only those are looked at
/// that nobody can guess and that are known here: neighbours behind one address go on, and guessing gets nowhere.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    BootstrapToken bootstrap, KnownTokens tokens, RequestRates rates, FailedAuthentications failures, IOptions<LimitOptions> limits,
    IEnumerable<IDialect> dialects)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private int refusal = StatusCodes.Status401Unauthorized;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ReadToken() is not { } secret) return AuthenticateResult.NoResult();
        var address = RateLimiting.AddressOf(Context);
        var isLockedOut = rates.IsLockedOut(address);
        try
        {
            if (await FindAsync(secret, isLockedOut) is { } caller) return AuthenticateResult.Success(new(new(caller), Scheme.Name));
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreForbiddenException)
        {
            refusal = StatusCodes.Status503ServiceUnavailable;
            return AuthenticateResult.Fail(failure);
        }

        rates.NoteWrongToken(address);
        failures.Note(address, Request, ApiToken.IsWellFormed(secret) ? $"token {ApiToken.IdOf(ApiToken.HashOf(secret))} is not valid, or not any more" : "no token of ours");
        if (isLockedOut) refusal = StatusCodes.Status429TooManyRequests;
        return AuthenticateResult.Fail("The token is not known.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = refusal;
        if (refusal == StatusCodes.Status401Unauthorized) Response.Headers.WWWAuthenticate = SchemeName;
        else if (refusal == StatusCodes.Status429TooManyRequests)
            Problems.Refuse(Context, refusal, $"Too many wrong tokens: {LimitOptions.Section}:{nameof(LimitOptions.FailedAuthentications)} is {limits.Value.FailedAuthentications} a minute from one address.");
        return Task.CompletedTask;
    }

    private string? ReadToken()
    {
        if (dialects.FirstOrDefault(dialect => dialect.Owns(Request.Path))?.TokenHeader is { } own && Request.Headers[own] is [{ Length: > 0 } token]) return token.Trim();
        if (Request.Headers[HeaderNames.Authorization] is not [{ } header]) return null;
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        return space >= 0 && header.AsSpan(0, space).Equals(SchemeName, StringComparison.OrdinalIgnoreCase) ? header[(space + 1)..].Trim() : null;
    }

    private async ValueTask<Caller?> FindAsync(string secret, bool isLockedOut)
    {
        if (isLockedOut && !ApiToken.IsWellFormed(secret)) return null;
        if (bootstrap.Matches(secret)) return Caller.Bootstrap(Scheme.Name);
        var token = isLockedOut ? tokens.FindKnown(secret) : await tokens.FindAsync(secret, Context.RequestAborted);
        return token is null ? null : Caller.Of(Scheme.Name, token);
    }
}
