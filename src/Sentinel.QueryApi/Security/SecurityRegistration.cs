using Microsoft.AspNetCore.Authorization;
using Sentinel.QueryApi.Tokens;

namespace Sentinel.QueryApi.Security;

internal static class SecurityRegistration
{
    /// <summary>The policy of what is told of all flows together: any token that may see all of them.</summary>
    public const string WholeStore = "whole-store";

    /// <summary>Every endpoint needs a token unless it says otherwise; each scope is a policy of its own name.</summary>
    public static void AddSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTokens(configuration);
        services.AddOptions<LimitOptions>()
            .Bind(configuration.GetSection(LimitOptions.Section))
            .Validate(options => IsRate(options.RequestsPerToken), Wanted(nameof(LimitOptions.RequestsPerToken)))
            .Validate(options => IsRate(options.RequestsPerAddress), Wanted(nameof(LimitOptions.RequestsPerAddress)))
            .Validate(options => IsRate(options.FailedAuthentications), Wanted(nameof(LimitOptions.FailedAuthentications)))
            .ValidateOnStart();
        services.AddSingleton<RequestRates>();
        services.AddSingleton<FailedAuthentications>();
        services.AddHostedService(provider => provider.GetRequiredService<FailedAuthentications>());
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
        authorization.AddPolicy(WholeStore, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.Identity is Caller { SeesAll: true }));
        foreach (var scope in Scopes.All)
            authorization.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireClaim(Scopes.ClaimType, scope));
    }

    private static bool IsRate(int value) => value is >= 1 and <= LimitOptions.Max;

    private static string Wanted(string setting) => $"{LimitOptions.Section}:{setting} must be 1 to {LimitOptions.Max}.";
}
