using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>The places of a top list, each with all that it tells, as a failing test shows them and as two lists are compared.</summary>
public static class TopText
{
    public static IEnumerable<string> Of(TopList list) => Of(list.Entries);

    public static IEnumerable<string> Of(IEnumerable<TopEntry> entries) => entries.Select(Text);

    private static string Text(TopEntry entry) => $"{entry.Key} {entry.Sums} {entry.LastSeen} {string.Join(" | ", entry.Breakdowns.Select(Of))}";

    private static string Of(IReadOnlyList<BreakdownEntry> values) => string.Join(", ", values.Select(value => $"{value.Key}: {value.Sum}"));
}
