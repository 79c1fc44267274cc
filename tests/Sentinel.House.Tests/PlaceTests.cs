using System.Text.RegularExpressions;

namespace Sentinel.House.Tests;

/// <summary>The repository builds anywhere: nothing in it names the machine or the package source it was made with.</summary>
public partial class PlaceTests
{
    private static readonly string[] Binary = [".png", ".ico", ".gz", ".pcap", ".woff2", ".zip"];

    private static readonly IReadOnlyList<string> Texts =
        [.. Repository.Files.Where(file => !Binary.Contains(Path.GetExtension(file), StringComparer.Ordinal) && !file.EndsWith($"{nameof(PlaceTests)}.cs", StringComparison.Ordinal))];

    [Fact]
    public void No_file_names_a_folder_of_somebodys_machine() => AssertAbsent(MachinePath());

    [Fact]
    public void No_file_names_a_package_registry() => AssertAbsent(Registry());

    [Fact]
    public void Lock_files_name_no_hosts()
    {
        foreach (var file in Texts.Where(file => Path.GetFileName(file) is "packages.lock.json" or "package-lock.json"))
            Assert.DoesNotMatch(ResolvedHost(), Repository.Read(file));
    }

    [Fact]
    public void Every_project_locks_its_packages()
    {
        Assert.All(
            Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)),
            project => Assert.True(Repository.Exists($"{project[..project.LastIndexOf('/')]}/packages.lock.json"), project));
    }

    private static void AssertAbsent(Regex pattern)
    {
        var found =
            from file in Texts
            from line in Repository.Read(file).Split('\n').Index()
            where pattern.IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}";
        Assert.Empty(found);
    }

    [GeneratedRegex("""(?<![\w.])/(?:work|root|Users/\w+|home/\w+)/|[A-Z]:\\Users\\""", RegexOptions.None, 1_000)]
    private static partial Regex MachinePath();

    [GeneratedRegex("""https?://[^/\s"']*(?:nuget|npmjs|registry|artifact|mirror)[^\s"']*""", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Registry();

    [GeneratedRegex("""https?://""", RegexOptions.None, 1_000)]
    private static partial Regex ResolvedHost();
}
