using System.Net;

namespace Sentinel.QueryApi.Tests.Documenting;

public sealed class ApiPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_needs_no_token_and_shows_the_document_which_does()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var stranger = host.ClientWithoutToken();
        using var page = await stranger.GetAsync(ApiHost.Path("/docs"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("swagger-ui", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var script = await stranger.GetAsync(ApiHost.Path("/docs/index.js"), Cancellation);
        Assert.Contains("/openapi/v1.json", await script.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var document = await stranger.GetAsync(ApiHost.Path("/openapi/v1.json"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, document.StatusCode);
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/index.html")]
    [InlineData("/DOCS/index.html")]
    public async Task No_other_page_may_show_it(string path)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var page = await host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
    }
}
