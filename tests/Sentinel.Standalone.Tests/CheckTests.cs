using Sentinel.Testing;
using Sentinel.Testing.Programs;
using Sentinel.Testing.Servers;

namespace Sentinel.Standalone.Tests;

/// <summary><c>sentinel check</c>, against the real broker and engine.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task On_a_laptop_all_is_right_and_no_token_is_made()
    {
        var (exitCode, lines) = await CheckAsync();
        Assert.Equal(0, exitCode);
        Assert.Equal(["settings", "broker", "engine", "rights", "clock"], lines.Select(Subject), StringComparer.Ordinal);
        Assert.All(lines, line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(folder.Path, "token")));
    }

    [Fact]
    public async Task Beside_a_running_one_it_says_that_this_one_has_the_store()
    {
        string url;
        await using (var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation))
        {
            url = running.Client.BaseAddress!.ToString();
            var (exitCode, lines) = await CheckAsync(("Sentinel__Http__Url", url));
            Assert.Equal(0, exitCode);
            Assert.Contains(lines, line => line.Contains("has it, and is healthy", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task One_that_runs_over_https_on_every_address_under_a_private_authority_is_healthy_too()
    {
        using var authority = new TestAuthority();
        var certificate = authority.Issue("sentinel.example");
        await using var running = await StandaloneProcess.StartAsync(
            folder.Path, Cancellation, url: "https://0.0.0.0:0", settings: [("Kestrel__Certificates__Default__Path", certificate.File), ("Kestrel__Certificates__Default__KeyPath", certificate.KeyFile)]);

        var (exitCode, lines) = await CheckAsync(("Sentinel__Http__Url", running.Client.BaseAddress!.ToString()));
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Contains(lines, line => line.Contains("has it, and is healthy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beside_one_that_stands_still_it_says_so()
    {
        await using var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation);
        await running.PauseAsync();

        var (exitCode, lines) = await CheckAsync(("Sentinel__Http__Url", running.Client.BaseAddress!.ToString()));
        Assert.Equal(1, exitCode);
        Assert.StartsWith(
            $"WRONG  engine    embedded; another Sentinel has its folder, and {running.Client.BaseAddress}health/ready does not answer: ", lines.Single(line => Subject(line) is "engine"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_settings_are_named_at_once()
    {
        var (exitCode, lines) = await CheckAsync(
            ("Sentinel__Http__Url", "nonsense"), ("Sentinel__Storage__Engine", "duckdb"), ("Sentinel__Retention__Days", "0"), ("Sentinel__RabitMq__Url", "amqp://x"),
            ("Sentinel__Vpn__ActiveFor", "soon"));
        Assert.Equal(1, exitCode);
        Assert.All(lines, line => Assert.StartsWith("WRONG  settings", line, StringComparison.Ordinal));
        Assert.Equal(
            ["Sentinel:Http:Url", "Sentinel:RabitMq:Url", "Sentinel:Retention:Days", "Sentinel:Storage:Engine", "Sentinel:Vpn:ActiveFor"],
            lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Broker_and_engine_are_asked_and_what_is_wrong_with_them_is_told_without_a_secret()
    {
        await using var broker = new RabbitMqBroker();
        await using var engine = new OpenSearchNode();
        await Task.WhenAll(broker.StartAsync(Cancellation), engine.StartAsync(Cancellation));
        var (exitCode, lines) = await CheckAsync(("Sentinel__RabbitMq__Url", broker.Url.ToString()), ("Sentinel__Storage__OpenSearch__Urls", engine.Url.ToString()));
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Contains("OpenSearch 2.", lines.Single(line => Subject(line) is "engine"), StringComparison.Ordinal);
        Assert.Contains("as the engine's", lines.Single(line => Subject(line) is "clock"), StringComparison.Ordinal);

        await engine.KillAsync();
        var url = new UriBuilder(broker.Url) { UserName = "guest", Password = "hunter2" }.Uri;
        (exitCode, lines) = await CheckAsync(("Sentinel__RabbitMq__Url", url.ToString()), ("Sentinel__Storage__OpenSearch__Urls", engine.Url.ToString()));
        Assert.Equal(1, exitCode);
        Assert.StartsWith("WRONG", lines.Single(line => Subject(line) is "broker"), StringComparison.Ordinal);
        Assert.StartsWith("WRONG", lines.Single(line => Subject(line) is "engine"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Concat(lines), StringComparison.Ordinal);
    }

    private static string Subject(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];

    private async Task<(int ExitCode, string[] Lines)> CheckAsync(params (string Name, string Value)[] settings)
    {
        var (exitCode, output, error) = await ProgramProcess.RunAsync("Sentinel.Standalone", ["check", "--data", folder.Path], Cancellation, settings);
        Assert.Equal("", error);
        return (exitCode, output.Trim().Split('\n'));
    }
}
