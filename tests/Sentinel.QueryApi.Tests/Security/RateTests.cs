using System.Diagnostics;
using System.Net;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Security;

public sealed class RateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("RequestsPerToken", "with one token")]
    [InlineData("RequestsPerAddress", "from one address")]
    public async Task Whoever_asks_too_often_is_told_the_limit_its_value_and_when_to_come_back(string limit, string whose)
    {
        await using var host = await StartAsync(($"Sentinel:Limits:{limit}", "1"));
        HttpResponseMessage answer;
        var asked = 0;
        do answer = await host.Client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
        while (answer.StatusCode == HttpStatusCode.OK && ++asked < 1_000);

        Assert.InRange(asked, 5, 999);
        var detail = (string)(await Answers.ProblemAsync(answer, HttpStatusCode.TooManyRequests, Cancellation))["detail"]!;
        Assert.Contains($"Sentinel:Limits:{limit}", detail, StringComparison.Ordinal);
        Assert.Contains($"1 a second {whose}", detail, StringComparison.Ordinal);
        var after = answer.Headers.RetryAfter!.Delta!.Value;
        Assert.InRange(after, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        await Eventually.Passes(() => host.GetAsync("/api/v1/flows", Cancellation), Cancellation);
    }

    [Fact]
    public async Task One_who_asks_too_often_takes_nothing_from_another()
    {
        await using var host = await StartAsync(("Sentinel:Limits:RequestsPerToken", "1"));
        using var busy = await host.ClientWithTokenAsync("\"scopes\":[\"flows:read\"]", Cancellation);
        HttpStatusCode status;
        do
        {
            using var answer = await busy.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        await host.GetAsync("/api/v1/flows", Cancellation);
    }

    [Fact]
    public async Task Guessing_is_locked_out_and_neighbours_go_on()
    {
        await using var host = await StartAsync(("Sentinel:Limits:FailedAuthentications", "3"));
        using var neighbour = await host.ClientWithTokenAsync("\"scopes\":[\"flows:read\"]", Cancellation);
        using (await neighbour.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) { }
        using var guesser = host.ClientWith("hunter2");
        for (var guess = 0; guess < 3; guess++)
        {
            using var wrong = await guesser.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
            await Answers.ProblemAsync(wrong, HttpStatusCode.Unauthorized, Cancellation);
        }

        // Nor does a part of the next guess, which time gives back, open again.
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(500);)
        {
            using var again = await guesser.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
            Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
        }

        using var locked = await guesser.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
        var problem = await Answers.ProblemAsync(locked, HttpStatusCode.TooManyRequests, Cancellation);
        Assert.Contains("Sentinel:Limits:FailedAuthentications is 3 a minute", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.NotNull(locked.Headers.RetryAfter);
        // The one of the settings has a form that can be guessed: whether this was it is not told.
        using (var bootstrap = await host.Client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) Assert.Equal(HttpStatusCode.TooManyRequests, bootstrap.StatusCode);
        using (var fine = await neighbour.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        using var stranger = host.ClientWithoutToken();
        using var health = await stranger.GetAsync(ApiHost.Path("/api/v1/health"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Neither_wrong_questions_nor_missing_tokens_are_guesses()
    {
        await using var host = await StartAsync(("Sentinel:Limits:FailedAuthentications", "1"));
        using var stranger = host.ClientWithoutToken();
        for (var asked = 0; asked < 10; asked++)
        {
            using var faulty = await host.Client.GetAsync(ApiHost.Path("/api/v1/flows?limit=x"), Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, faulty.StatusCode);
            using var missing = await stranger.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, missing.StatusCode);
        }
    }

    [Fact]
    public async Task Ten_tabs_that_ask_three_questions_every_five_seconds_meet_no_limit()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var questions = Enumerable.Range(0, 10 * 3 * 12).Select(_ => host.GetAsync("/api/v1/flows?limit=1", Cancellation));
        Assert.Equal(360, (await Task.WhenAll(questions)).Length); // a minute of it, at once
    }

    private static Task<ApiHost> StartAsync((string Name, string Value) setting) => ApiHost.StartAsync(
        ApiHost.Embedded, new(StringComparer.Ordinal) { [setting.Name] = setting.Value }, Cancellation);
}
