using System.Xml.Linq;

namespace Sentinel.House.Tests;

/// <summary>Who may know whom. A new project finds its place here first.</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Sentinel.Contracts"] = [],
        ["Sentinel.Flows"] = ["Sentinel.Contracts"],
        ["Sentinel.Storage"] = ["Sentinel.Contracts"],
        ["Sentinel.Inventory"] = ["Sentinel.Contracts"],
        ["Sentinel.Hosting"] = ["Sentinel.Flows"],
        ["Sentinel.Storage.Embedded"] = ["Sentinel.Storage"],
        ["Sentinel.Storage.OpenSearch"] = ["Sentinel.Storage"],
        ["Sentinel.Ingestor"] = ["Sentinel.Flows", "Sentinel.Hosting", "Sentinel.Inventory", "Sentinel.Storage", "Sentinel.Storage.OpenSearch"],
        ["Sentinel.QueryApi"] = ["Sentinel.Flows", "Sentinel.Hosting", "Sentinel.Inventory", "Sentinel.Storage", "Sentinel.Storage.OpenSearch"],
        ["Sentinel.Collector"] = ["Sentinel.Flows", "Sentinel.Hosting"],
        ["Sentinel.Standalone"] =
        [
            "Sentinel.Collector", "Sentinel.Hosting", "Sentinel.Ingestor", "Sentinel.QueryApi", "Sentinel.Storage.Embedded", "Sentinel.Storage.OpenSearch",
        ],
    };

    private static readonly string[] ProjectFiles =
        [.. Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))];

    public static TheoryData<string> Projects { get; } = [.. ProjectFiles.Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_those_it_may(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} has no place in the house yet: say here whom it may know");
        Assert.Empty(Included(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Except(Allowed[project], StringComparer.Ordinal));
    }

    [Fact]
    public void Contracts_need_nobody() =>
        Assert.Empty(Included("Sentinel.Contracts", "ProjectReference").Concat(Included("Sentinel.Contracts", "PackageReference")));

    [Fact]
    public void Only_the_programs_bring_packages()
    {
        string[] programs = ["Sentinel.Collector", "Sentinel.Hosting", "Sentinel.Ingestor", "Sentinel.QueryApi", "Sentinel.Standalone"];
        foreach (var project in ProjectFiles.Select(file => Path.GetFileNameWithoutExtension(file)).Except(programs, StringComparer.Ordinal))
            Assert.Empty(Included(project, "PackageReference"));
    }

    [Fact]
    public void No_project_is_left_out_of_the_solution()
    {
        var solution = Repository.Read("Sentinel.sln").Replace('\\', '/');
        Assert.All(
            Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)),
            file => Assert.Contains($"\"{file}\"", solution, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sentinel.Ingestor")]
    [InlineData("Sentinel.QueryApi")]
    public void A_service_names_an_engine_only_where_its_host_is_wired(string project)
    {
        var naming = Repository.Sources(project).Where(file => Code.Names(file, "Sentinel.Storage.OpenSearch") || Code.Names(file, "Sentinel.Storage.Embedded"));
        Assert.Equal(new[] { $"src/{project}/Program.cs" }, naming, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Included(string project, string item) =>
        XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj")).Descendants(item).Select(element => element.Attribute("Include")!.Value.Replace('\\', '/'));
}
