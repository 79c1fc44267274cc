using System.Collections.Concurrent;
using Microsoft.Playwright;
using Sentinel.Testing.Servers;

namespace Sentinel.QueryApi.Tests.Documenting;

/// <summary>The only tab of a chromium of its own; it remembers what was sent, what its user was asked, and what went wrong in it.</summary>
internal sealed class BrowserTab : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private const float BoundMilliseconds = 30_000;

    private readonly IPlaywright driver;
    private readonly IBrowser browser;

    private BrowserTab(IPlaywright driver, IBrowser browser, IPage page)
    {
        (this.driver, this.browser, Page) = (driver, browser, page);
        page.Request += (_, request) => Requests.Enqueue(request);
        page.PageError += (_, error) => Errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error") Errors.Enqueue(message.Text);
        };
        page.Dialog += (_, dialog) =>
        {
            Questions.Enqueue(dialog.Message);
            _ = dialog.AcceptAsync(Answer);
        };
    }

    public IPage Page { get; }

    public ConcurrentQueue<IRequest> Requests { get; } = [];

    public ConcurrentQueue<string> Questions { get; } = [];

    public ConcurrentQueue<string> Errors { get; } = [];

    /// <summary>What the user answers a question with.</summary>
    public string Answer { get; set; } = "";

    /// <param name="host">The one name that is found, at 127.0.0.1: a page may spare <c>localhost</c> what others would see it do.</param>
    public static async Task<BrowserTab> OpenAsync(string host)
    {
        if (!File.Exists(Program)) Required.Absent("chromium is not here: install it to open pages as their readers do.");
        Assertions.SetDefaultExpectTimeout(BoundMilliseconds);
        var playwright = await Playwright.CreateAsync();
        try
        {
            var chromium = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--no-proxy-server", $"--host-resolver-rules=MAP {host} 127.0.0.1, MAP * ~NOTFOUND"],
            });
            return new(playwright, chromium, await chromium.NewPageAsync());
        }
        catch
        {
            // The browser goes with it.
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>What the page's origin keeps until the tab is closed.</summary>
    public Task<Dictionary<string, string>> SessionAsync() => Page.EvaluateAsync<Dictionary<string, string>>("() => ({ ...sessionStorage })");

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        driver.Dispose();
    }
}
