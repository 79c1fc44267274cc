using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sentinel.House.Tests;

/// <summary>No container runs where this is tested: what <c>docker-compose.yml</c> says is held to the code instead, with either engine.</summary>
public partial class ComposeTests
{
    private const string OpenSearch = "OpenSearch";
    private const string Elasticsearch = "Elasticsearch";

    /// <summary>The programs that run in containers, by the names of their services.</summary>
    private static readonly Dictionary<string, string> Programs = new(StringComparer.Ordinal)
    {
        ["ingestor"] = "Sentinel.Ingestor",
        ["query-api"] = "Sentinel.QueryApi",
        ["collector"] = "Sentinel.Collector",
    };

    public static TheoryData<string> Engines { get; } = [OpenSearch, Elasticsearch];

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_services_are_these_whichever_engine(string engine) =>
        Assert.Equal(
            ["collector", "dashboards", "engine", "ingestor", "query-api", "rabbitmq"], With(engine).Services.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    [Fact]
    public void The_page_has_the_version_of_its_engine()
    {
        foreach (var (engine, image, page) in new[]
        {
            (OpenSearch, "opensearchproject/opensearch", "opensearchproject/opensearch-dashboards"),
            (Elasticsearch, "elasticsearch", "kibana"),
        })
        {
            var services = With(engine).Services;
            var version = services["engine"].Version;
            Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+$", version);
            Assert.Equal(($"{image}:{version}", $"{page}:{version}"), (services["engine"].Image, services["dashboards"].Image));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_image_is_made_here_or_has_a_version(string engine)
    {
        foreach (var service in With(engine).Services.Values)
        {
            if (Programs.TryGetValue(service.Name, out var program))
            {
                var project = XDocument.Parse(Repository.Read($"src/{program}/{program}.csproj"));
                Assert.Equal(Assert.Single(project.Descendants("ContainerRepository")).Value, service.Image);
                Assert.Equal("never", service.PullPolicy);
            }
            else
            {
                Assert.Matches("^[0-9]+\\.[0-9]", service.Version);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_setting_is_known(string engine)
    {
        var known = Repository.Read("src/Sentinel.Hosting/UnknownSettings.cs");
        var settings = With(engine).Services.Values.Where(service => Programs.ContainsKey(service.Name)).SelectMany(service => service.Environment.Keys).ToList();
        Assert.NotEmpty(settings);
        Assert.All(settings, setting =>
        {
            Assert.StartsWith("Sentinel__", setting, StringComparison.Ordinal);
            Assert.Contains($"\"{setting["Sentinel__".Length..].Replace("__", ":", StringComparison.Ordinal)}\"", known, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_port_is_on_loopback_and_the_one_that_the_program_has_by_itself(string engine)
    {
        foreach (var service in With(engine).Services.Values)
        {
            Assert.All(service.Ports, port => Assert.Matches("^127\\.0\\.0\\.1:([0-9]+):\\1$", port));
            if (!Programs.TryGetValue(service.Name, out var program)) continue;
            var port = DefaultPort().Match(Repository.Read($"src/{program}/Program.cs")) is { Success: true } own
                ? own.Groups["port"].Value
                : DefaultPort().Match(Repository.Read("src/Sentinel.Hosting/HttpUrl.cs")).Groups["port"].Value;
            Assert.All(service.Ports, published => Assert.EndsWith($":{port}", published, StringComparison.Ordinal));
            if (service.Environment.TryGetValue("Sentinel__Http__Url", out var url)) Assert.Equal($"http://0.0.0.0:{port}", url);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_engine_is_published_nowhere_and_shares_its_network_with_those_alone_that_need_it(string engine)
    {
        var services = With(engine).Services;
        Assert.Empty(services["engine"].Ports);
        Assert.Equal(["engine"], services["engine"].Networks);
        Assert.Equal(
            ["dashboards", "engine", "ingestor", "query-api"],
            services.Values.Where(service => service.Networks.Contains("engine", StringComparer.Ordinal)).Select(service => service.Name).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_service_has_a_health_check_and_whoever_needs_it_waits_for_it(string engine)
    {
        var services = With(engine).Services;
        foreach (var service in services.Values)
        {
            Assert.Equal("CMD", service.HealthTest is [var kind, _, ..] ? kind : "");
            Assert.All(service.DependsOn.Values, condition => Assert.Equal("service_healthy", condition));
            var spokenOf = service.Environment.Values.Select(value => Host().Match(value).Groups["host"].Value).Where(services.ContainsKey).Distinct(StringComparer.Ordinal);
            Assert.Equal(spokenOf.Order(StringComparer.Ordinal), service.DependsOn.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
            Assert.All(service.DependsOn.Keys, other => Assert.NotEmpty(service.Networks.Intersect(services[other].Networks, StringComparer.Ordinal)));
        }
    }

    [Fact]
    public void A_program_is_asked_by_its_own_argument()
    {
        var question = Repository.Read("src/Sentinel.Hosting/Watching/HealthQuestion.cs");
        var argument = Argument().Match(question).Groups["argument"].Value;
        Assert.NotEmpty(argument);
        foreach (var (service, program) in Programs)
            Assert.Equal(["CMD", "dotnet", $"/app/{program}.dll", argument], Compose.AsItStands.Services[service].HealthTest, StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Secrets_come_from_outside_and_have_no_default(string engine)
    {
        var secrets = With(engine).Services.Values.SelectMany(service => service.Environment)
            .Where(variable => Secret().IsMatch(variable.Key) || variable.Value.Contains('@', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.Matches(Required(), secret.Value));
    }

    [Fact]
    public async Task Its_head_has_the_line_that_chooses_every_secret_for_its_owner_alone()
    {
        var file = Repository.Read("docker-compose.yml");
        var line = Assert.Single(file.Split('\n'), line => line.EndsWith("> .env)", StringComparison.Ordinal)).TrimStart('#', ' ');
        var folder = Directory.CreateTempSubdirectory("sentinel-");
        try
        {
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = folder.FullName })!;
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            var chosen = Path.Combine(folder.FullName, ".env");
            var secrets = (await File.ReadAllLinesAsync(chosen, TestContext.Current.CancellationToken)).Select(secret => secret.Split('=')).ToList();
            var asked = ChosenOutside().Matches(file).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);
            Assert.Equal(asked.Order(StringComparer.Ordinal), secrets.Select(secret => secret[0]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
            Assert.All(secrets, secret => Assert.Matches("^[0-9a-f]{48}$", secret[1]));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(chosen));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_named_is_declared(string engine)
    {
        var compose = With(engine);
        Assert.All(compose.Services.Values, service =>
        {
            Assert.NotEmpty(service.Networks);
            Assert.Empty(service.Networks.Except(compose.Networks, StringComparer.Ordinal));
            var named = service.Volumes.Select(volume => volume.Split(':')[0]).Where(source => source[0] is not '.' and not '$');
            Assert.Empty(named.Except(compose.Volumes, StringComparer.Ordinal));
            Assert.Equal("unless-stopped", service.Restart);
        });
    }

    [Fact]
    public void The_broker_keeps_its_name_and_so_its_queues() => Assert.Equal("rabbitmq", Compose.AsItStands.Services["rabbitmq"].Hostname);

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_folder_that_a_program_is_told_of_is_mounted(string engine)
    {
        foreach (var service in With(engine).Services.Values)
        {
            foreach (var folder in service.Environment.Where(variable => variable.Key.EndsWith("__Folder", StringComparison.Ordinal)).Select(variable => variable.Value))
                Assert.Contains(service.Volumes, volume => volume.Split(':').Contains(folder, StringComparer.Ordinal));
        }
    }

    private static Compose With(string engine) => string.Equals(engine, OpenSearch, StringComparison.Ordinal) ? Compose.AsItStands : Compose.Swapped;

    [GeneratedRegex("""http://127\.0\.0\.1:(?<port>[0-9]+)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex DefaultPort();

    [GeneratedRegex("""\$\{(?<name>[A-Z_]+):\?""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ChosenOutside();

    [GeneratedRegex("""const string Argument = "(?<argument>[a-z]+)";""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Argument();

    /// <summary>Its value is a secret that must be given, or an address in which nothing but the secret follows the user.</summary>
    [GeneratedRegex("""^(amqps?://\w+:)?\$\{[A-Z_]+:\?[a-z ]+\}(@[\w:-]+)?$""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Required();

    [GeneratedRegex("""(//|@)(?<host>[a-z-]+):[0-9]+$""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Host();

    [GeneratedRegex("""PASS|TOKEN|SECRET|API_?KEY""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Secret();
}
