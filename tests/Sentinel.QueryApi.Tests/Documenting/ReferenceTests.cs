using System.Globalization;
using Sentinel.QueryApi.Firewall;
using Sentinel.QueryApi.FlowReports;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Vpn;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Documenting;

/// <summary>What the dialects' pages say in tables is what the code does.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Every_parameter_is_on_its_dialects_page()
    {
        AssertTold("flow-reports.md", ReportParameters.OfList);
        AssertTold("firewall.md", [.. FirewallParameters.OfLogs, .. FirewallParameters.OfStatistics]);
        AssertTold("vpn-monitor.md", [VpnParameters.HistoryRange, VpnParameters.Resolution]);
    }

    [Fact]
    public void Every_item_of_statistics_is_told() =>
        Assert.All(StatisticItem.All, item => Assert.Contains($"`{item.Word}`", Page("firewall.md"), StringComparison.Ordinal));

    [Fact]
    public void Every_range_of_a_history_is_told_with_its_points_and_its_source()
    {
        foreach (var range in HistoryRange.All)
        {
            var plan = HistoryPlan.Of(range, forced: null)!;
            var row = Assert.Single(Page("vpn-monitor.md").Split('\n'), line => line.StartsWith($"| `{range.Word}` |", StringComparison.Ordinal));
            Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $" | {plan.Count} | `{plan.Resolution.Source}` |"), row, StringComparison.Ordinal);
            Assert.Equal(range.Length, plan.Resolution.Step * plan.Count);
        }
    }

    [Fact]
    public void Every_error_code_of_the_firewall_is_told() => Assert.All(
        new[] { FirewallError.TimeRange, FirewallError.IncorrectTimeRange, FirewallError.NotFound },
        error => Assert.Contains($"| `{error.ErrorCode}` \"{error.ErrorMsg}\" |", Page("firewall.md"), StringComparison.Ordinal));

    private static void AssertTold(string page, IEnumerable<QueryParameter> parameters) =>
        Assert.All(parameters, parameter => Assert.Contains($"`{parameter.Name}`", Page(page), StringComparison.Ordinal));

    private static string Page(string name) => File.ReadAllText(DocsFolder.File("reference", name));
}
