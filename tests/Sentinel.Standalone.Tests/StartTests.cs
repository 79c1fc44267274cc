using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sentinel.Testing;
using Sentinel.Testing.Programs;

namespace Sentinel.Standalone.Tests;

/// <summary>What an operator got wrong stops the start of each program in sentences.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Sentinel.Standalone", "Sentinel:Http:Url", "nonsense")]
    [InlineData("Sentinel.Ingestor", "Sentinel:Http:Url", "nonsense")]
    [InlineData("Sentinel.QueryApi", "Sentinel:Http:Url", "localhost:9001")]
    [InlineData("Sentinel.Standalone", "Sentinel:Http:Url", "http://192.0.2.77:8099")]
    [InlineData("Sentinel.QueryApi", "Sentinel:Http:TrustedProxies", "10.0.0.0/8,router")]
    [InlineData("Sentinel.Standalone", "Sentinel:Retention:Days", "abc")]
    [InlineData("Sentinel.Ingestor", "Sentinel:Retention:Days", "abc")]
    [InlineData("Sentinel.Standalone", "Sentinel:RabbitMq:Url", "http://user:hidden@host")]
    [InlineData("Sentinel.Standalone", "Sentinel:Storage:Engine", "duckdb")]
    [InlineData("Sentinel.Standalone", "Sentinel:Vpn:Interval", "00:00:00.1")]
    [InlineData("Sentinel.Collector", "Sentinel:Vpn:StatusFiles", "")]
    [InlineData("Sentinel.QueryApi", "Sentinel:Security:BootstrapToken", "")]
    public async Task A_wrong_setting_is_one_sentence(string program, string setting, string value)
    {
        var error = await RefusedAsync(program, (setting, value));

        Assert.StartsWith(setting, Assert.Single(error), StringComparison.Ordinal);
        Assert.EndsWith(".", error[0], StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sentinel.Ingestor", "Sentinel:Ingest:DefaultExporter=router", "Sentinel:Retention:Days=0")]
    [InlineData(
        "Sentinel.Ingestor",
        "Sentinel:Ingest:DefaultExporter=router", "Sentinel:RabbitMq:Prefetch=abc", "Sentinel:Retention:Days=x", "Sentinel:Rollups:DailyDays=0",
        "Sentinel:Rollups:Interval=soon", "Sentinel:Storage:OpenSearch:Shards=y")]
    [InlineData(
        "Sentinel.Standalone",
        "Sentinel:Http:Url=foo", "Sentinel:Inventory:Folder=/nope", "Sentinel:Retention:Days=0", "Sentinel:Rollups:DailyDays=abc", "Sentinel:Storage:Engine=Mongo",
        "Sentinel:Vpn:ActiveFor=zz")]
    public async Task All_wrong_settings_are_told_at_once_each_in_a_sentence(string program, params string[] settings)
    {
        var wrong = settings.Select(setting => setting.Split('=')).ToList();
        var error = await RefusedAsync(program, [.. wrong.Select(setting => (setting[0], setting[1]))]);

        Assert.Equal(wrong.Select(setting => setting[0]), error.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Sentinel.QueryApi")]
    [InlineData("Sentinel.Ingestor")]
    [InlineData("Sentinel.Collector")]
    public async Task Help_is_given_and_a_word_that_means_nothing_refused_before_anything_starts(string program)
    {
        foreach (var asked in (string[])["--help", "-h", "-?"])
        {
            var (exitCode, output, error) = await StandaloneProcess.RunAsync(program, [asked], Cancellation);
            Assert.Equal((0, ""), (exitCode, error));
            Assert.Contains($"{program} health ", output, StringComparison.Ordinal);
            Assert.Contains("\n  Sentinel:Http:Url\n", output, StringComparison.Ordinal);
        }

        foreach (var (words, meant) in (IEnumerable<(string[], string)>)[(["healht"], "healht"), (["--healht"], "--healht"), (["--Sentinel:Http:Url", "http://127.0.0.1:0", "health"], "health")])
        {
            var (exitCode, output, error) = await StandaloneProcess.RunAsync(program, words, Cancellation);
            Assert.Equal((1, "", $"'{meant}' is not understood: --help says what there is."), (exitCode, output, error.Trim()));
        }
    }

    [Theory]
    [InlineData("Sentinel.Standalone")]
    [InlineData("Sentinel.QueryApi")]
    [InlineData("Sentinel.Ingestor")]
    [InlineData("Sentinel.Collector")]
    public async Task An_address_in_use_is_one_sentence(string program)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";

        Assert.Equal($"Sentinel:Http:Url: the address {url} is in use.", Assert.Single(await RefusedAsync(program, ("Sentinel:Http:Url", url))));
    }

    [Fact]
    public async Task The_port_that_an_image_of_dotnet_names_is_neither_taken_nor_warned_of()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (exitCode, output, _) = await StandaloneProcess.RunAsync(
            "Sentinel.Ingestor", [], Cancellation, ("Sentinel__Http__Url", $"http://{other.LocalEndpoint}"), ("ASPNETCORE_HTTP_PORTS", "8080"));
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("8080", output.Replace($"{other.LocalEndpoint}", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_is_one_sentence()
    {
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        foreach (var unusable in new[] { file, Path.Combine(file, "below"), "/proc/nope" })
        {
            var (exitCode, _, error) = await StandaloneProcess.RunAsync(["--data", unusable, "--url", "http://127.0.0.1:0"], Cancellation);
            Assert.Equal(1, exitCode);
            Assert.StartsWith("Sentinel:Storage:Embedded:Folder must ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/proc/nope")]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_demo_that_needs_no_token_and_has_no_folder_is_one_sentence_and_makes_nothing(string unusable)
    {
        var (exitCode, _, error) = await StandaloneProcess.RunAsync(
            ["--demo", "--data", unusable, "--url", "http://127.0.0.1:0"], Cancellation, ("Sentinel__Security__BootstrapToken", "a token"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Sentinel:Storage:Embedded:Folder must ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.All((string[])["inventory", "threats", " "], made => Assert.False(Directory.Exists(made)));
    }

    [Theory]
    [InlineData("Sentinel:Storage:OpenSearch:Urls", "http://127.0.0.1:9")]
    [InlineData("Sentinel:RabbitMq:Url", "amqp://127.0.0.1:9")]
    public async Task The_demo_is_refused_beside_an_engine_or_a_broker(string setting, string url)
    {
        var (exitCode, _, error) = await StandaloneProcess.RunAsync(
            ["--demo", "--data", folder.Path, "--url", "http://127.0.0.1:0"], Cancellation, (setting.Replace(":", "__", StringComparison.Ordinal), url));

        Assert.Equal((1, $"{setting} must not be set for --demo: its traffic is invented, and stays in a folder of its own."), (exitCode, error.Trim()));
    }

    [Fact]
    public async Task Https_without_a_certificate_is_one_sentence_and_works_with_one()
    {
        const string Url = "https://127.0.0.1:0";
        // Without a home there is no development certificate.
        var error = await RefusedAsync("Sentinel.Standalone", ("Sentinel:Http:Url", Url), ("HOME", folder.Path));
        Assert.Contains("Kestrel:Certificates:Default:Path", Assert.Single(error), StringComparison.Ordinal);

        using var certificate = OwnCertificate();
        var file = Path.Combine(folder.Path, "certificate.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx), Cancellation);
        await using var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation, url: Url, settings: [("Kestrel__Certificates__Default__Path", file)]);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate } };
        using var client = new HttpClient(handler) { BaseAddress = running.Client.BaseAddress };
        Assert.Equal("""{"status":"healthy"}""", await client.GetStringAsync(new Uri("/api/v1/health", UriKind.Relative), Cancellation));
    }

    private static X509Certificate2 OwnCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Sentinel", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>The lines on standard error of a program that has all it needs but for these settings.</summary>
    private async Task<string[]> RefusedAsync(string program, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Sentinel:Http:Url"] = "http://127.0.0.1:0",
            ["Sentinel:Security:BootstrapToken"] = "a token",
        };
        if (string.Equals(program, "Sentinel.Collector", StringComparison.Ordinal)) all["Sentinel:Vpn:StatusFiles"] = Path.Combine(folder.Path, "status.log");
        if (string.Equals(program, "Sentinel.Standalone", StringComparison.Ordinal)) all["Sentinel:Storage:Embedded:Folder"] = folder.Path;
        foreach (var (name, value) in settings) all[name] = value;
        var (exitCode, output, error) = await StandaloneProcess.RunAsync(
            program, [], Cancellation, [.. all.Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value))]);
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        return error.Trim().Split('\n');
    }
}
