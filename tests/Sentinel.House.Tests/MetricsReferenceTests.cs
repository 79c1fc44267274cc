using System.Text.RegularExpressions;

namespace Sentinel.House.Tests;

/// <summary>The page of metrics and the alerts name what the code counts, and the page nothing else of ours.</summary>
public partial class MetricsReferenceTests
{
    private static readonly IReadOnlyList<string> Counted =
    [
        .. from file in Repository.Files
           where file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
           from instrument in Instrument().Matches(Repository.Read(file))
           let name = instrument.Groups["name"].Value.Replace('.', '_')
           select instrument.Groups["kind"].Value switch { "Counter" => $"{name}_total", "Histogram" => $"{name}_seconds", _ => name },
    ];

    [Fact]
    public void The_reference_lists_every_instrument_and_no_other()
    {
        Assert.NotEmpty(Counted);
        var listed = Listed().Matches(Repository.Read("docs/reference/metrics.md")).Select(name => name.Groups["name"].Value);
        Assert.Equal(Counted.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Alerts_ask_for_metrics_that_exist()
    {
        var asked = Asked().Matches(Repository.Read("docs/how-to/prometheus-rules.yml")).Select(name => name.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Counted, StringComparer.Ordinal));
    }

    [GeneratedRegex("""Create(?<kind>Counter|UpDownCounter|Histogram)(<\w+>)?\(\s*"(?<name>sentinel\.[a-z._]+)", "(?<unit>[^"]+)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Instrument();

    [GeneratedRegex("""^\| `(?<name>sentinel_[a-z_]+)`""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Listed();

    [GeneratedRegex("""\b(?<name>sentinel_[a-z_]+?)(_bucket|_count|_sum)?[\[{]""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Asked();
}
