using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Sentinel.Hosting;

/// <summary><c>Sentinel:Http:Url</c>: where a program listens.</summary>
public static class HttpUrl
{
    public const string Setting = "Sentinel:Http:Url";

    /// <summary>Of the API.</summary>
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>A setting that is no address stops the start.</summary>
    public static IWebHostBuilder UseHttpUrl(this IWebHostBuilder host, IConfiguration configuration, string absent = Default)
    {
        var text = configuration[Setting] is { Length: > 0 } set ? set : absent;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url is not { Scheme: "http" or "https", AbsolutePath: "/" })
            return host.ConfigureServices(services => services.RefuseSetting(Setting, $"{Setting} must be an http:// or https:// address without a path, such as {absent}."));
        // The images of .NET name a port, which would be overridden with a warning at every start.
        return host.UseSetting(WebHostDefaults.HttpPortsKey, "").UseUrls(text);
    }
}
