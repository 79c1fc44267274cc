using System.Globalization;
using Microsoft.Playwright;

namespace Sentinel.QueryApi.Tests.Documenting;

public sealed class ApiPageInBrowserTests
{
    private const string Host = "sentinel.test";
    private const string Question = "A token of Sentinel";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/index.html?url=http://elsewhere.test/v1.json&configUrl=http://elsewhere.test/config.json")]
    public async Task The_page_asks_for_a_token_keeps_it_in_its_tab_and_shows_every_operation_without_a_word_to_others(string link)
    {
        await using var tab = await BrowserTab.OpenAsync(Host);
        await using var host = await ApiHost.StartAsync(Cancellation);
        var document = await host.GetAsync("/openapi/v1.json", Cancellation);
        tab.Answer = ApiHost.Token;
        await tab.Page.GotoAsync(Address(host, link), new() { WaitUntil = WaitUntilState.NetworkIdle });

        await Assertions.Expect(Operations(tab)).ToHaveCountAsync(document["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count));
        Assert.Equal([Question], tab.Questions, StringComparer.Ordinal);

        var kept = Assert.Single(await tab.SessionAsync());
        Assert.Equal(ApiHost.Token, kept.Value);
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("() => localStorage.length"));
        Assert.Empty(await tab.Page.Context.CookiesAsync());
        Assert.All(tab.Requests.Select(request => request.Url).Append(tab.Page.Url), url =>
        {
            Assert.StartsWith(Address(host, "/"), url, StringComparison.Ordinal);
            Assert.DoesNotContain("token", url, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task An_operation_that_is_tried_is_sent_with_the_token_and_shows_its_answer()
    {
        await using var tab = await BrowserTab.OpenAsync(Host);
        await using var host = await ApiHost.StartAsync(Cancellation);
        tab.Answer = ApiHost.Token;
        await tab.Page.GotoAsync(Address(host, "/docs"));
        var operation = tab.Page.Locator(".opblock-get:has([data-path='/api/v1/flows'])");
        await operation.ClickAsync();
        await operation.GetByText("Try it out").ClickAsync();
        await operation.GetByText("Execute").ClickAsync();

        await Assertions.Expect(operation.Locator(".live-responses-table .response .response-col_status")).ToHaveTextAsync("200");
        var sent = Assert.Single(tab.Requests, request => request.Url.Contains("/api/v1/flows?", StringComparison.Ordinal));
        Assert.Equal($"Bearer {ApiHost.Token}", await sent.HeaderValueAsync("Authorization"));
        Assert.Single(tab.Questions);
    }

    [Theory]
    [InlineData("wrong", "Unauthorized")]
    [InlineData("“pasted with its quotes”", "ASCII")]
    [InlineData("«in others»", "ASCII")]
    public async Task A_wrong_token_is_forgotten_and_the_next_load_asks_again(string wrong, string said)
    {
        await using var tab = await BrowserTab.OpenAsync(Host);
        await using var host = await ApiHost.StartAsync(Cancellation);
        tab.Answer = wrong;
        await tab.Page.GotoAsync(Address(host, "/docs"));
        await Assertions.Expect(tab.Page.Locator(".errors-wrapper")).ToContainTextAsync(said);
        Assert.Empty(await tab.SessionAsync());

        tab.Answer = ApiHost.Token;
        await tab.Page.ReloadAsync();
        await Assertions.Expect(Operations(tab).First).ToBeVisibleAsync();
        Assert.Equal([Question, Question], tab.Questions, StringComparer.Ordinal);
    }

    private static ILocator Operations(BrowserTab tab) => tab.Page.Locator(".opblock");

    private static string Address(ApiHost host, string link) => string.Create(CultureInfo.InvariantCulture, $"http://{Host}:{host.Client.BaseAddress!.Port}{link}");
}
