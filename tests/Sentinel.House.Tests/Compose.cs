using YamlDotNet.RepresentationModel;

namespace Sentinel.House.Tests;

/// <summary><c>docker-compose.yml</c>, as it stands or with Elasticsearch and Kibana in place of OpenSearch and its Dashboards.</summary>
internal sealed class Compose
{
    private const string File = "docker-compose.yml";
    private const string Engine = "  engine:";
    private const string Mark = "  # ";

    private Compose(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var root = Map(Assert.Single(yaml.Documents).RootNode);
        Services = Map(root["services"]).ToDictionary(service => service.Key, service => new ComposeService(service.Key, Map(service.Value)), StringComparer.Ordinal);
        Networks = [.. Map(root["networks"]).Keys];
        Volumes = [.. Map(root["volumes"]).Keys];
    }

    public static Compose AsItStands { get; } = new(Repository.Read(File));

    /// <summary>The block of the one engine under comment, that of the other taken from it, as its comment says.</summary>
    public static Compose Swapped { get; } = new(Swap(Repository.Read(File)));

    public IReadOnlyDictionary<string, ComposeService> Services { get; }

    public IReadOnlyList<string> Networks { get; }

    public IReadOnlyList<string> Volumes { get; }

    internal static IReadOnlyDictionary<string, YamlNode> Map(YamlNode node) =>
        ((YamlMappingNode)node).Children.ToDictionary(pair => Text(pair.Key), pair => pair.Value, StringComparer.Ordinal);

    internal static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static string Swap(string text)
    {
        var blocks = text.Split("\n\n");
        var (with, without) = (Single(Engine), Single($"{Mark}{Engine.Trim()}"));
        blocks[with] = Each(blocks[with], line => Mark + line[2..]);
        blocks[without] = Each(blocks[without], line =>
        {
            Assert.StartsWith(Mark, line, StringComparison.Ordinal);
            return "  " + line[Mark.Length..];
        });
        return string.Join("\n\n", blocks);

        int Single(string start) => Assert.Single(blocks.Index(), block => block.Item.StartsWith(start, StringComparison.Ordinal)).Index;
    }

    private static string Each(string block, Func<string, string> change) => string.Join('\n', block.Split('\n').Select(change));
}

/// <summary>What the tests ask of a service. An unknown member is refused: it would stand there unlooked at.</summary>
internal sealed class ComposeService
{
    private static readonly string[] Known =
    [
        "image", "pull_policy", "hostname", "profiles", "user", "cap_drop", "environment", "ports", "volumes", "networks", "depends_on", "healthcheck", "stop_grace_period", "restart",
    ];

    private readonly IReadOnlyDictionary<string, YamlNode> members;

    public ComposeService(string name, IReadOnlyDictionary<string, YamlNode> members)
    {
        Assert.Empty(members.Keys.Except(Known, StringComparer.Ordinal));
        (Name, this.members) = (name, members);
    }

    public string Name { get; }

    public string Image => Of("image") ?? "";

    public string? PullPolicy => Of("pull_policy");

    public string? Hostname => Of("hostname");

    public string? Restart => Of("restart");

    public IReadOnlyList<string> Ports => List("ports");

    public IReadOnlyList<string> Volumes => List("volumes");

    public IReadOnlyList<string> Networks => List("networks");

    public IReadOnlyDictionary<string, string> Environment => Texts("environment");

    /// <summary>Its command, the first word <c>CMD</c>.</summary>
    public IReadOnlyList<string> HealthTest => members.TryGetValue("healthcheck", out var check) ? Items(Compose.Map(check)["test"]) : [];

    /// <summary>The condition of each service that it waits for.</summary>
    public IReadOnlyDictionary<string, string> DependsOn => members.TryGetValue("depends_on", out var node)
        ? Compose.Map(node).ToDictionary(one => one.Key, one => Compose.Text(Compose.Map(one.Value)["condition"]), StringComparer.Ordinal)
        : Empty;

    /// <summary>After the colon.</summary>
    public string Version => Image.Split(':') is [_, var version] ? version : "";

    private static Dictionary<string, string> Empty => new(StringComparer.Ordinal);

    public override string ToString() => Name;

    private string? Of(string member) => members.TryGetValue(member, out var node) ? Compose.Text(node) : null;

    private IReadOnlyList<string> List(string member) => members.TryGetValue(member, out var node) ? Items(node) : [];

    private Dictionary<string, string> Texts(string member) => members.TryGetValue(member, out var node)
        ? Compose.Map(node).ToDictionary(one => one.Key, one => Compose.Text(one.Value), StringComparer.Ordinal)
        : Empty;

    private static IReadOnlyList<string> Items(YamlNode node) => [.. ((YamlSequenceNode)node).Children.Select(Compose.Text)];
}
