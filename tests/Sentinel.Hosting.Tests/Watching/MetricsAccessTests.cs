using System.Net;

namespace Sentinel.Hosting.Tests.Watching;

public sealed class MetricsAccessTests
{
    [Fact]
    public async Task Where_a_token_is_set_metrics_need_it()
    {
        await using var program = await WatchedProgram.StartAsync(settings: [("Sentinel:Metrics:Token", "a token of any form"), ("Sentinel:Security:BootstrapToken", "another")]);
        foreach (var wrong in (string?[])[null, "", "a token of any", "another"])
        {
            using var refused = await program.GetAsync("/metrics", wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        }

        using var answer = await program.GetAsync("/metrics", "a token of any form");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Where_none_is_set_this_machine_may_ask()
    {
        await using var program = await WatchedProgram.StartAsync();
        using var answer = await program.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Where_none_is_set_no_other_machine_may()
    {
        await using var program = await WatchedProgram.StartAsync(askedFrom: IPAddress.Parse("192.0.2.1"));
        using var answer = await program.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Sentinel:Metrics:Token", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var live = await program.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
