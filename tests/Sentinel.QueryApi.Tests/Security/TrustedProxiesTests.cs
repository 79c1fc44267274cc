using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sentinel.Storage.Embedded;

namespace Sentinel.QueryApi.Tests.Security;

public sealed class TrustedProxiesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "203.0.113.7", "http 127.0.0.1")]
    [InlineData("10.0.0.0/8", "203.0.113.7", "http 127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.7", "https 203.0.113.7")]
    [InlineData("::1, 127.0.0.0/8", "2001:db8::7", "https 2001:db8::7")]
    [InlineData("127.0.0.1,10.0.0.0/8", "203.0.113.7, 10.1.1.1", "https 203.0.113.7")]
    [InlineData("127.0.0.1,10.0.0.0/8", "10.9.9.9, 203.0.113.7, 10.1.1.1", "https 203.0.113.7")]
    public async Task A_caller_is_who_a_trusted_proxy_says_and_nobody_else(string trusted, string forwarded, string caller)
    {
        await using var host = await StartAsync(trusted);
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiHost.Path("/caller"));
        request.Headers.Add("X-Forwarded-For", forwarded);
        request.Headers.Add("X-Forwarded-Proto", string.Join(", ", forwarded.Split(',').Select(_ => "https")));
        using var answer = await host.Client.SendAsync(request, Cancellation);
        Assert.Equal(caller, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static Task<ApiHost> StartAsync(string trusted) => ApiHost.StartAsync(
        (services, configuration) => services.AddEmbeddedStore(configuration),
        new(StringComparer.Ordinal) { ["Sentinel:Http:TrustedProxies"] = trusted },
        Cancellation,
        app => app.MapGet("/caller", (HttpContext context) => $"{context.Request.Scheme} {context.Connection.RemoteIpAddress}"));
}
