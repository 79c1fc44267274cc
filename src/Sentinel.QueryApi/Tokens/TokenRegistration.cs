namespace Sentinel.QueryApi.Tokens;

internal static class TokenRegistration
{
    public static void AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TokenOptions>()
            .Bind(configuration.GetSection(TokenOptions.Section))
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.BootstrapToken),
                $"{TokenOptions.Section}:{nameof(TokenOptions.BootstrapToken)} must be set: without a token every request would be refused.")
            .ValidateOnStart();
        services.AddSingleton<BootstrapToken>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<TokenUses>();
        services.AddSingleton<KnownTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<KnownTokens>());
    }
}
