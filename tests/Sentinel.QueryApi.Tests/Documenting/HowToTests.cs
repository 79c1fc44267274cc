using System.Globalization;
using Sentinel.QueryApi.Security;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Documenting;

/// <summary>What the how-to pages say in tables is what the code does.</summary>
public sealed class HowToTests
{
    [Fact]
    public void The_limits_and_their_defaults_are_told()
    {
        var page = Page("hand-out-tokens.md");
        foreach (var limit in typeof(LimitOptions).GetProperties())
        {
            var value = string.Create(CultureInfo.InvariantCulture, $"{limit.GetValue(new LimitOptions())}");
            Assert.Contains($"| `Sentinel__Limits__{limit.Name}` | {value} a ", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_scope_is_told() =>
        Assert.All(QueryApi.Tokens.Scopes.All, scope => Assert.Contains($"| `{scope}` |", Page("hand-out-tokens.md"), StringComparison.Ordinal));

    [Fact]
    public void Every_cause_of_a_quarantined_record_is_told() =>
        Assert.All(RefusalCauses.All, cause => Assert.Contains($"| `{cause.Word()}` |", Page("work-with-the-quarantine.md"), StringComparison.Ordinal));

    private static string Page(string name) => File.ReadAllText(DocsFolder.File("how-to", name));
}
