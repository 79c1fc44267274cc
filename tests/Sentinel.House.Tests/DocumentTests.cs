using System.Text.RegularExpressions;

namespace Sentinel.House.Tests;

public partial class DocumentTests
{
    private static readonly IReadOnlyList<string> Pages = [.. Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Fact]
    public void Every_link_leads_somewhere()
    {
        var broken =
            from page in Pages
            from link in Link().Matches(Repository.Read(page))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal)
            let path = Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target))
            where !Repository.Exists(path) && !Directory.Exists(Path.Combine(Repository.Root, path))
            select $"{page}: {target}";
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_page_is_found_from_the_index()
    {
        var index = Repository.Read("docs/README.md");
        Assert.All(
            Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && !page.StartsWith("docs/decisions/", StringComparison.Ordinal) && page is not "docs/README.md"),
            page => Assert.Contains($"({page["docs/".Length..]})", index, StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_is_read_at_one_go() => Assert.InRange(Repository.Read("README.md").Split('\n').Length, 20, 80);

    [GeneratedRegex("""\]\((?<target>[^)#\s]+)(#[^)]*)?\)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Link();
}
