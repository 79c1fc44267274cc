using Sentinel.QueryApi.Security;

namespace Sentinel.QueryApi.Vpn;

internal static class VpnRegistration
{
    private static readonly TimeSpan LongestActivity = TimeSpan.FromDays(1);

    public static void AddVpn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VpnOptions>().Bind(configuration.GetSection(VpnOptions.Section))
            .Validate(options => options.ActiveFor > TimeSpan.Zero && options.ActiveFor <= LongestActivity, $"{VpnOptions.Section}:ActiveFor must be a time up to a day, such as 00:03:00.")
            .ValidateOnStart();
        services.AddOptions<CertificateOptions>().Bind(configuration.GetSection(CertificateOptions.Section))
            .Validate(options => string.IsNullOrWhiteSpace(options.Folder) || Directory.Exists(options.Folder), $"{CertificateOptions.Section}:Folder must be a folder that exists.")
            .ValidateOnStart();
        services.AddSingleton<IDialect, VpnDialect>();
        services.AddSingleton<VpnClock>();
        services.AddSingleton<CertificateFolder>();
    }
}
