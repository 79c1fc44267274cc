using System.Text.RegularExpressions;

namespace Sentinel.House.Tests;

/// <summary>Every setting is known to the check that finds misspelt ones.</summary>
public partial class SettingTests
{
    [Fact]
    public void Every_option_is_a_known_setting()
    {
        var known = Repository.Read("src/Sentinel.Hosting/UnknownSettings.cs");
        var settings =
            from file in Repository.Files
            where file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith("Options.cs", StringComparison.Ordinal)
            let text = Repository.Read(file)
            let section = Section().Match(text)
            where section.Success
            from property in Property().Matches(text)
            select $"\"{section.Groups["path"].Value}:{property.Groups["name"].Value}\"";
        Assert.NotEmpty(settings);
        Assert.All(settings, setting => Assert.Contains(setting, known, StringComparison.Ordinal));
    }

    [Fact]
    public void The_reference_lists_every_setting_and_no_other()
    {
        var known = Known().Matches(Repository.Read("src/Sentinel.Hosting/UnknownSettings.cs")).Select(setting => $"Sentinel:{setting.Groups["name"].Value}");
        var listed = Listed().Matches(Repository.Read("docs/reference/settings.md")).Select(setting => setting.Groups["name"].Value);
        Assert.Equal(known.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [GeneratedRegex("""(?<=[ ,])"(?<name>[A-Z]\w+(:\w+)+)",""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Known();

    [GeneratedRegex("""^\| `(?<name>Sentinel:[\w:]+)` \|""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Listed();

    [GeneratedRegex("""const string Section = "Sentinel:(?<path>[^"]+)";""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Section();

    [GeneratedRegex("""^    public (string|int|bool|TimeSpan)\?? (?<name>\w+) \{ get; set""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Property();
}
