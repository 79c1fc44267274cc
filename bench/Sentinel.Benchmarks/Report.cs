using System.Globalization;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks;

/// <summary>What a run found, as Markdown on standard output, to be pasted into <c>docs/explanation/performance.md</c>; how far it is goes to standard error.</summary>
internal static class Report
{
    /// <summary>Processors, memory and runtime.</summary>
    public static string Machine => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors{Model()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:N0} GB, .NET {Environment.Version}");

    /// <summary>What else the machine was doing: processes that ran or waited, over the last minute.</summary>
    public static string Load => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>The line above a table, and the table's head; the first column holds words, the others numbers.</summary>
    public static void Begin(FormattableString measured, params string[] columns)
    {
        Say($"");
        Say(measured);
        Say($"");
        Row(columns);
        Row([.. columns.Select((_, column) => column == 0 ? "---" : "---:")]);
    }

    public static void Row(params string[] cells) => Say($"| {string.Join(" | ", cells)} |");

    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public static void Progress(FormattableString line) => Console.Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public static string Number(double value, int decimals = 0) => value.ToString($"N{decimals}", CultureInfo.InvariantCulture);

    /// <summary>The engine's name and number.</summary>
    public static async Task<string> VersionAsync(SearchNode node, CancellationToken cancellation)
    {
        var version = (await node.SendAsync(HttpMethod.Get, "/", null, cancellation))["version"]!;
        return $"{((string?)version["distribution"] is "opensearch" ? "OpenSearch" : "Elasticsearch")} {version["number"]}";
    }

    private static string Model() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? $" ({line.Split(':')[1].Trim()})"
            : "";
}
