using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.Hosting;

/// <summary><c>Sentinel:Http:TrustedProxies</c>: who is believed when it says for whom, and how, it asks. Nobody by default.</summary>
public static class TrustedProxies
{
    public const string Setting = "Sentinel:Http:TrustedProxies";

    /// <summary>A setting that is no list of addresses and prefixes stops the start.</summary>
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var prefixes = Split(configuration).Select(Read).ToList();
        if (prefixes.Contains(null)) return services.RefuseSetting(Setting, $"{Setting} must be addresses or prefixes such as 10.0.0.0/8, comma separated.");
        return services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = null; // a chain of proxies is followed as far as they are trusted
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var prefix in prefixes) options.KnownIPNetworks.Add(prefix!.Value);
        });
    }

    /// <summary>From the proxies alone <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are taken; to be used before whatever looks at them.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        // Without any the middleware would believe everybody.
        if (Split(app.Configuration).Length > 0) app.UseForwardedHeaders();
    }

    private static string[] Split(IConfiguration configuration) =>
        (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static System.Net.IPNetwork? Read(string text) =>
        System.Net.IPNetwork.TryParse(text, out var prefix) ? prefix
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;
}
