using System.Net;

namespace Sentinel.Hosting.Tests.Watching;

public sealed class MetricsAccessTests
{
    [Theory]
    [InlineData("Sentinel:Metrics:Token")]
    [InlineData("Sentinel:Security:BootstrapToken")]
    public async Task Where_a_token_is_set_metrics_need_it(string setting)
    {
        await using var program = await WatchedProgram.StartAsync(settings: (setting, "a token of any form"));
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
}
