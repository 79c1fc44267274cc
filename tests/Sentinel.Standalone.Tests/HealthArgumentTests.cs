using System.Collections.Concurrent;
using Sentinel.Testing;
using Sentinel.Testing.Programs;
using Sentinel.Testing.Servers;

namespace Sentinel.Standalone.Tests;

/// <summary>What a container's health check says to each program of a server.</summary>
public sealed class HealthArgumentTests
{
    private const string Ready = "/health/ready";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Sentinel.Ingestor")]
    [InlineData("Sentinel.QueryApi")]
    [InlineData("Sentinel.Collector")]
    public async Task The_one_that_runs_is_asked_whether_it_is_ready(string program)
    {
        await using var running = await NodeProxy.StartAsync();
        var asked = new ConcurrentQueue<string>();
        var status = 200;
        running.Script = request =>
        {
            asked.Enqueue(request.Path);
            return Task.FromResult<ProxiedAnswer?>(new(status, []));
        };
        Assert.Equal((0, "", ""), await AskAsync(program, $"{running.Url}"));
        Assert.Equal([Ready], asked, StringComparer.Ordinal);
        Assert.Equal(0, (await ProgramProcess.RunAsync(program, ["health", "--Sentinel:Http:Url", $"{running.Url}"], Cancellation)).ExitCode);

        status = 503;
        Assert.Equal((1, "", $"{running.Url}health/ready answers 503."), await AskAsync(program, $"{running.Url}"));
    }

    [Theory]
    [InlineData("Sentinel.Ingestor", 8081)]
    [InlineData("Sentinel.QueryApi", 8080)]
    [InlineData("Sentinel.Collector", 8082)]
    public async Task Without_a_setting_it_is_asked_where_it_listens_by_itself(string program, int port)
    {
        var (exitCode, _, error) = await AskAsync(program, "");
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"http://127.0.0.1:{port}{Ready} ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("[::]", "[::1]")]
    [InlineData("localhost", "localhost")]
    public async Task One_that_listens_everywhere_is_asked_on_loopback(string host, string asked)
    {
        var port = FreePorts.Next();
        var (exitCode, _, error) = await AskAsync("Sentinel.Collector", $"http://{host}:{port}");
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"http://{asked}:{port}{Ready} does not answer: ", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_no_illness()
    {
        using var authority = new TestAuthority();
        await using var running = await NodeProxy.StartAsync(certificate: authority.Issue("sentinel.example"));
        running.Script = _ => Task.FromResult<ProxiedAnswer?>(new(200, []));
        Assert.Equal((0, "", ""), await AskAsync("Sentinel.QueryApi", $"{running.Url}"));
    }

    [Fact]
    public async Task An_address_that_is_none_is_a_sentence() =>
        Assert.Equal((1, "", "Sentinel:Http:Url is no address that could be asked."), await AskAsync("Sentinel.Ingestor", "nonsense"));

    private static async Task<(int ExitCode, string Output, string Error)> AskAsync(string program, string url)
    {
        var (exitCode, output, error) = await StandaloneProcess.RunAsync(program, ["health"], Cancellation, ("Sentinel__Http__Url", url), ("ASPNETCORE_URLS", ""));
        return (exitCode, output.Trim(), error.Trim());
    }
}
