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
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration) =>
        In(configuration).All(proxy => TryRead(proxy, out _)) ? services
        : services.RefuseSetting(Setting, $"{Setting} must be addresses or prefixes such as 10.0.0.0/8, comma separated.");

    /// <summary>From the proxies alone <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are taken; to be used before whatever looks at them.</summary>
    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // a chain of proxies is followed as far as they are trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in In(app.Configuration))
        {
            if (TryRead(proxy, out var network)) options.KnownIPNetworks.Add(network);
        }

        // Without any, everybody would be believed.
        if (options.KnownIPNetworks.Count > 0) app.UseForwardedHeaders(options);
        return app;
    }

    private static string[] In(IConfiguration configuration) =>
        (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool TryRead(string text, out System.Net.IPNetwork network)
    {
        if (System.Net.IPNetwork.TryParse(text, out network)) return true;
        if (!IPAddress.TryParse(text, out var address)) return false;
        network = new(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
