using System.Globalization;
using System.Text.RegularExpressions;

namespace Sentinel.House.Tests;

/// <summary>What the programs say is found again by its number: each project has a thousand of them, and no two messages the same.</summary>
public partial class LogTests
{
    private static readonly Dictionary<string, int> Thousands = new(StringComparer.Ordinal)
    {
        ["Sentinel.Ingestor"] = 1,
        ["Sentinel.Storage.OpenSearch"] = 2,
        ["Sentinel.QueryApi"] = 3,
        ["Sentinel.Storage.Embedded"] = 4,
        ["Sentinel.Standalone"] = 5,
        ["Sentinel.Hosting"] = 6,
        ["Sentinel.Collector"] = 7,
        ["Sentinel.Inventory"] = 8,
    };

    private static readonly List<(string Project, int Number)> Messages =
    [
        .. from file in Repository.Files
           where file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
           from Match message in Message().Matches(Repository.Read(file))
           select (file.Split('/')[1], int.Parse(message.Groups["number"].Value, CultureInfo.InvariantCulture)),
    ];

    [Fact]
    public void No_two_messages_have_the_same_number() =>
        Assert.Empty(Messages.GroupBy(message => message.Number).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void A_number_tells_the_project()
    {
        Assert.NotEmpty(Messages);
        Assert.All(Messages, message => Assert.Equal(Thousands[message.Project], message.Number / 1_000));
    }

    [GeneratedRegex("""LoggerMessage\((?<number>[0-9]+)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Message();
}
