using Microsoft.AspNetCore.Http.Features;

namespace Sentinel.QueryApi.Requests;

/// <summary>The last segment of a request's path, which may have slashes. Servers leave these encoded, and so a name with <c>%2F</c> in it looks the same.</summary>
internal static class LastSegment
{
    private const string Slash = "%2F";

    /// <param name="routed">The segment as routing knows it.</param>
    public static string Decode(HttpContext context, string routed)
    {
        if (!routed.Contains(Slash, StringComparison.OrdinalIgnoreCase)) return routed;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?')[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
