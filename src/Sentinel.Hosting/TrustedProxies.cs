using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Sentinel.Hosting;

/// <summary><c>Sentinel:Http:TrustedProxies</c>: who is believed when it says for whom, and how, it asks. Nobody by default.</summary>
public static class TrustedProxies
{
    public const string Setting = "Sentinel:Http:TrustedProxies";

    /// <summary>From the proxies alone <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are taken; to be used before whatever looks at them.</summary>
    /// <exception cref="OptionsValidationException">The setting is no list of addresses and prefixes.</exception>
    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        var proxies = (app.Configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (proxies.Length == 0) return app;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // a chain of proxies is followed as far as they are trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(Read(proxy));
        app.UseForwardedHeaders(options);
        return app;
    }

    private static System.Net.IPNetwork Read(string text) =>
        System.Net.IPNetwork.TryParse(text, out var prefix) ? prefix
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new OptionsValidationException(Setting, typeof(string), [$"{Setting} must be addresses or prefixes such as 10.0.0.0/8, comma separated."]);
}
