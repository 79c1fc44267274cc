namespace Sentinel.House.Tests;

public class LayoutTests
{
    private static readonly string[] NoNouns = ["Helpers", "Helper", "Utils", "Util", "Utilities", "Common", "Services", "Managers", "Models", "Interfaces", "Misc"];

    [Fact]
    public void Folders_and_files_are_named_after_what_they_hold()
    {
        var parts = Repository.Files.SelectMany(file => Path.ChangeExtension(file, null).Split('/')).Distinct(StringComparer.Ordinal);
        Assert.Empty(parts.Intersect(NoNouns, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        Assert.All(
            Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)),
            file => Assert.True(Repository.Read(file).Split('\n').Length - 1 <= 300, file));
    }

    [Fact]
    public void A_program_is_a_handful_of_statements()
    {
        var programs = Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith("/Program.cs", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(programs);
        Assert.All(programs, file => Assert.InRange(Repository.Read(file).Split('\n').Length, 1, 40));
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var astray =
            from file in Repository.Files
            where file.EndsWith(".cs", StringComparison.Ordinal)
            from line in Code.Lines(file)
            where line.StartsWith("namespace ", StringComparison.Ordinal)
            where !string.Equals(line, $"namespace {string.Join('.', file.Split('/').Skip(1).SkipLast(1))};", StringComparison.Ordinal)
            select $"{file}: {line}";
        Assert.Empty(astray);
    }

    [Fact]
    public void The_readme_is_read_in_a_minute() => Assert.InRange(Repository.Read("README.md").TrimEnd().Split('\n').Length, 40, 80);

    [Theory]
    [InlineData("Sentinel.sln")]
    [InlineData("README.md")]
    [InlineData("LICENSE")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docker-compose.yml")]
    [InlineData("index-templates/flows.json")]
    [InlineData("src/Sentinel.Contracts/Sentinel.Contracts.csproj")]
    [InlineData("src/Sentinel.Ingestor/Sentinel.Ingestor.csproj")]
    [InlineData("src/Sentinel.QueryApi/Sentinel.QueryApi.csproj")]
    public void What_has_a_given_name_is_there(string file) => Assert.True(Repository.Exists(file), $"{file} is missing");

    [Fact]
    public void Every_decision_says_something()
    {
        var pages = Repository.Files.Where(file => file.StartsWith("docs/decisions/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pages);
        Assert.All(pages, page =>
        {
            var text = Repository.Read(page);
            Assert.StartsWith("# ", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 200, int.MaxValue);
        });
    }

    [Fact]
    public void Nothing_unfinished_stays_behind()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "#reg" + "ion"];
        Assert.All(
            Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)),
            file => Assert.DoesNotContain(marks, mark => Repository.Read(file).Contains(mark, StringComparison.Ordinal)));
    }
}
