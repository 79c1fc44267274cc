using System.Text.RegularExpressions;

namespace Sentinel.House.Tests;

/// <summary>Each language is spoken in one place: an engine's in its project, the broker library's at the edge.</summary>
public partial class LanguageTests
{
    private static readonly string[] Sources =
        [.. Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))];

    [Fact]
    public void The_search_engines_language_stays_in_its_project() =>
        AssertOnlyIn(EngineJson(), "src/Sentinel.Storage.OpenSearch/");

    [Fact]
    public void Sql_stays_in_the_embedded_engine() =>
        AssertOnlyIn(Sql(), "src/Sentinel.Storage.Embedded/");

    [Fact]
    public void The_embedded_library_is_called_only_by_its_engine() =>
        AssertOnlyIn(NativeCalls(), "src/Sentinel.Storage.Embedded/Native/");

    [Fact]
    public void MassTransit_stands_where_messages_enter_and_leave_and_where_hosts_are_wired() =>
        AssertOnlyIn(MassTransit(), "src/Sentinel.Ingestor/Consuming/", "src/Sentinel.QueryApi/Publishing/", "src/Sentinel.Ingestor/Program.cs", "src/Sentinel.QueryApi/Program.cs", "src/Sentinel.Standalone/");

    [Fact]
    public void The_query_api_reads_flows_through_what_their_caller_may_see() =>
        AssertOnlyIn(FlowReader(), "src/Sentinel.QueryApi/Security/CallersFlows.cs", "src/Sentinel.Storage", "src/Sentinel.Ingestor/", "src/Sentinel.Standalone/");

    [Fact]
    public void A_dialects_words_stay_in_its_folder_and_in_the_spellings_that_are_read()
    {
        AssertOnlyIn(ReportWords(), "src/Sentinel.QueryApi/FlowReports/", "src/Sentinel.Flows/Decoding/");
        AssertOnlyIn(FirewallWords(), "src/Sentinel.QueryApi/Firewall/", "src/Sentinel.Flows/Decoding/");
        AssertOnlyIn(VpnWords(), "src/Sentinel.QueryApi/Vpn/", "src/Sentinel.Flows/Decoding/");
    }

    private static void AssertOnlyIn(Regex language, params string[] places)
    {
        var elsewhere =
            from file in Sources
            where !places.Any(place => file.StartsWith(place, StringComparison.Ordinal))
            from line in Code.Lines(file)
            where language.IsMatch(line)
            select $"{file}: {line.Trim()}";
        Assert.Empty(elsewhere);
    }

    [GeneratedRegex("""_search\b|_bulk\b|_msearch\b|_refresh\b|require_alias|search_after|"aggs"|"bool"|"must_not"|point_in_time""", RegexOptions.None, 1_000)]
    private static partial Regex EngineJson();

    [GeneratedRegex("""\bSELECT\s|\bINSERT INTO\b|\bCREATE TABLE\b|\bDROP TABLE\b|\bGROUP BY\b""", RegexOptions.None, 1_000)]
    private static partial Regex Sql();

    [GeneratedRegex("""uplink|downlink|per_page|flow-reports""", RegexOptions.None, 1_000)]
    private static partial Regex ReportWords();

    [GeneratedRegex("""in2out|out2in|CFW\.|APIGW|X-Auth-Token|/cfw/""", RegexOptions.None, 1_000)]
    private static partial Regex FirewallWords();

    [GeneratedRegex("""common_name|usage_history|stats_(?:hourly|6h|daily)|\bDisconnected\b""", RegexOptions.None, 1_000)]
    private static partial Regex VpnWords();

    [GeneratedRegex("""(?:Library|Dll)Import\((?!"libc")""", RegexOptions.None, 1_000)]
    private static partial Regex NativeCalls();

    [GeneratedRegex("""\bIFlowReader\b""", RegexOptions.None, 1_000)]
    private static partial Regex FlowReader();

    [GeneratedRegex("""\busing MassTransit\b|\bMassTransit\.""", RegexOptions.None, 1_000)]
    private static partial Regex MassTransit();
}
