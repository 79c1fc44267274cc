using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Sentinel.QueryApi.Security;

/// <summary>Turns away whoever asks too often, by name and value of the limit.</summary>
internal static class RateLimiting
{
    private const int HostBytes = 8;

    /// <summary>Before the token is looked at.</summary>
    public static void UseAddressLimit(this IApplicationBuilder app)
    {
        var (rates, options) = (app.ApplicationServices.GetRequiredService<RequestRates>(), app.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value);
        app.Use((context, next) => rates.RefuseAddress(AddressOf(context)) is { } after
            ? Refuse(context, after, nameof(LimitOptions.RequestsPerAddress), $"{options.RequestsPerAddress} a second from one address")
            : next(context));
    }

    /// <summary>Behind authentication.</summary>
    public static void UseTokenLimit(this IApplicationBuilder app)
    {
        var (rates, options) = (app.ApplicationServices.GetRequiredService<RequestRates>(), app.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value);
        app.Use((context, next) => context.User.Identity is Caller { Name: { } id } && rates.RefuseToken(id) is { } after
            ? Refuse(context, after, nameof(LimitOptions.RequestsPerToken), $"{options.RequestsPerToken} a second with one token")
            : next(context));
    }

    /// <summary>Who asks, as limits count it: of v6 the network, since a host has as many addresses as it likes.</summary>
    public static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(HostBytes).Clear();
        return new IPAddress(bytes).ToString();
    }

    private static Task Refuse(HttpContext context, TimeSpan after, string limit, FormattableString value)
    {
        Problems.Refuse(
            context, StatusCodes.Status429TooManyRequests, $"More requests than {LimitOptions.Section}:{limit} allows: {value.ToString(CultureInfo.InvariantCulture)}.", after);
        return Task.CompletedTask;
    }
}
