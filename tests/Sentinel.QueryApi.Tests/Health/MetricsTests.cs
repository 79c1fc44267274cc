using System.Net;

namespace Sentinel.QueryApi.Tests.Health;

public sealed class MetricsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_endpoint_tells_how_long_its_answers_take()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        foreach (var path in (string[])["/api/v1/flows", "/api/v1/flows", "/api/v1/flows/protocols", "/api/v1/stats/somebody"])
        {
            using var answer = await host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        }

        var counts = (await host.Client.GetStringAsync(ApiHost.Path("/metrics"), Cancellation)).Split('\n')
            .Where(line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)).ToList();
        Assert.Equal("2", CountOf("/api/v1/flows/"));
        Assert.Equal("1", CountOf("/api/v1/flows/protocols"));
        Assert.Equal("1", CountOf("/api/v1/stats/{common_name}"));
        Assert.DoesNotContain(counts, line => line.Contains("somebody", StringComparison.Ordinal));

        string CountOf(string route) => counts.Single(line => line.Contains($"http_route=\"{route}\"", StringComparison.Ordinal)).Split(' ')[^1];
    }

    [Fact]
    public async Task Who_may_see_some_of_the_flows_is_not_told_how_many_there_are()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var tenant = await host.ClientWithTokenAsync("\"scopes\":[\"flows:read\"],\"filter\":{\"exporter_ip\":\"10.0.0.1\"}", Cancellation);
        using var refused = await tenant.GetAsync(ApiHost.Path("/metrics"), Cancellation);
        await Answers.ProblemAsync(refused, HttpStatusCode.Forbidden, Cancellation);
    }
}
