using Microsoft.AspNetCore.Authorization;

namespace Sentinel.QueryApi.Security;

internal static class SecurityRegistration
{
    /// <summary>Every endpoint needs a token unless it says otherwise; each scope is a policy of its own name.</summary>
    public static void AddSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecurityOptions>()
            .Bind(configuration.GetSection(SecurityOptions.Section))
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.BootstrapToken),
                $"{SecurityOptions.Section}:{nameof(SecurityOptions.BootstrapToken)} must be set: without a token every request would be refused.")
            .ValidateOnStart();
        services.AddSingleton<BootstrapToken>();
        // The core alone: the rest would keep keys in the user's folder, and nothing here is encrypted with them.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<TokenAuthentication>(TokenAuthentication.SchemeName, TokenAuthentication.SchemeName);
            authentication.DefaultScheme = TokenAuthentication.SchemeName;
        });
        services.AddWebEncoders();
        services.AddTransient<TokenAuthentication>();
        // Else every request without a token would be a line.
        services.AddLogging(logging => logging.AddFilter(typeof(TokenAuthentication).FullName, LogLevel.Warning));
        var authorization = services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var scope in Scopes.All)
            authorization.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireClaim(Scopes.ClaimType, scope));
    }
}
