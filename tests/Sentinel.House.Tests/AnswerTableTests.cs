using System.Text.RegularExpressions;

namespace Sentinel.House.Tests;

/// <summary>The page on the engine's answers names a test in each row, and the test exists.</summary>
public partial class AnswerTableTests
{
    private static readonly string Tests =
        string.Concat(Repository.Files.Where(file => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith("Tests.cs", StringComparison.Ordinal)).Select(Repository.Read));

    [Fact]
    public void Every_answer_has_its_test()
    {
        var rows = Repository.Read("docs/reference/engine-answers.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).ToList();
        Assert.Equal(10, rows.Count);
        Assert.All(rows, row =>
        {
            var names = TestName().Matches(row.Split('|')[^2]).Select(name => name.Groups["name"].Value).ToList();
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.Contains($" {name}(", Tests, StringComparison.Ordinal));
        });
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TestName();
}
