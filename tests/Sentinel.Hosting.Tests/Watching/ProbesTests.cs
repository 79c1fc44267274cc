using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sentinel.Hosting.Watching;
using Sentinel.Testing;

namespace Sentinel.Hosting.Tests.Watching;

public sealed class ProbesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy)]
    public async Task A_program_of_which_a_part_is_ill_is_not_ready(HealthStatus status)
    {
        await using var program = await WatchedProgram.StartAsync(services => services.AddHealthChecks().AddCheck("bus", () => new(status), ["ready"]));
        using var ready = await program.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("""{"status":"unhealthy"}""", await ready.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_program_whose_store_is_away_lives_and_is_not_ready()
    {
        var isAway = false;
        await using var program = await WatchedProgram.StartAsync(services => services.AddDependency(
            "store", _ => _ => isAway ? throw new IOException("away") : Task.CompletedTask));
        await AssertAsync("/health/ready", HttpStatusCode.OK, "healthy");
        isAway = true;
        await Eventually.True(
            async () =>
            {
                using var ready = await program.GetAsync("/health/ready");
                return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            "it is not ready",
            Cancellation);
        await AssertAsync("/health/ready", HttpStatusCode.ServiceUnavailable, "unhealthy");
        await AssertAsync("/health/live", HttpStatusCode.OK, "healthy");

        async Task AssertAsync(string path, HttpStatusCode status, string word)
        {
            using var answer = await program.GetAsync(path);
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal($$"""{"status":"{{word}}"}""", await answer.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        }
    }
}
