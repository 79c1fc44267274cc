using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Sentinel.Hosting.Broker;
using Sentinel.Storage.Embedded;

namespace Sentinel.QueryApi.Tests.Security;

public sealed class DefaultDenyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/api/v1/flows/nothing")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/v2.json")]
    public async Task A_stranger_is_refused_whatever_the_path(string path)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var stranger = host.ClientWithoutToken();
        using var answer = await stranger.GetAsync(ApiHost.Path(path), Cancellation);
        await Answers.ProblemAsync(answer, HttpStatusCode.Unauthorized, Cancellation);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Theory]
    [InlineData("Bearer", ApiHost.Token, HttpStatusCode.OK)]
    [InlineData("bearer", ApiHost.Token, HttpStatusCode.OK)]
    [InlineData("BEARER", ApiHost.Token, HttpStatusCode.OK)]
    [InlineData("Bearer", ApiHost.Token + "x", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", "A token of any form", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", "", HttpStatusCode.Unauthorized)]
    [InlineData("Basic", ApiHost.Token, HttpStatusCode.Unauthorized)]
    [InlineData("Token", ApiHost.Token, HttpStatusCode.Unauthorized)]
    public async Task Only_the_token_opens(string scheme, string token, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var client = host.ClientWithoutToken();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, token);
        using var answer = await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Blanks_around_the_token_in_the_settings_do_not_count()
    {
        await using var host = await ApiHost.StartAsync(
            (services, configuration) =>
            {
                services.AddEmbeddedStore(configuration);
                services.AddRabbitMqPublishing(configuration);
            },
            new(StringComparer.Ordinal) { ["Sentinel:Security:BootstrapToken"] = $" {ApiHost.Token}\n" },
            Cancellation);
        await host.GetAsync("/api/v1/flows", Cancellation);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_forbidden()
    {
        await using var host = await ApiHost.StartAsync(
            Cancellation, app => app.MapGet("/beyond", () => "reached").RequireAuthorization(policy => policy.RequireClaim("scope", "none that there is")));
        using var answer = await host.Client.GetAsync(ApiHost.Path("/beyond"), Cancellation);
        await Answers.ProblemAsync(answer, HttpStatusCode.Forbidden, Cancellation);
    }
}
