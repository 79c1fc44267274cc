using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Sentinel.Hosting;

/// <summary><c>Sentinel:Http:Url</c>: where the API listens.</summary>
public static class HttpUrl
{
    public const string Default = "http://127.0.0.1:8080";

    private const string Setting = "Sentinel:Http:Url";

    /// <exception cref="OptionsValidationException">The setting is no address.</exception>
    public static IWebHostBuilder UseHttpUrl(this IWebHostBuilder host, IConfiguration configuration)
    {
        var text = configuration[Setting] ?? Default;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url is not { Scheme: "http" or "https", AbsolutePath: "/" })
            throw new OptionsValidationException(Setting, typeof(string), ["The setting Sentinel:Http:Url is no http:// or https:// address without a path."]);
        return host.UseUrls(text);
    }
}
