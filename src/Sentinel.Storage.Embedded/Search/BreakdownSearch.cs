using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>What the groups of a top list are made of: one statement a field, over all groups.</summary>
internal static class BreakdownSearch
{
    public static IReadOnlyList<TopEntry> Add(Connection connection, TopQuery query, IReadOnlyList<TopEntry> entries, Source source)
    {
        if (query.Breakdowns.Count == 0 || entries.Count == 0) return entries;
        var fields = query.Breakdowns.Select(breakdown => breakdown.Field == FlowFields.Pair
            ? Pairs(connection, query, breakdown, entries, source)
            : Values(connection, query, breakdown, entries, source)).ToList();
        return [.. entries.Select(entry => entry with { Breakdowns = [.. fields.Select(lists => lists[entry.Key].ToList())] })];
    }

    private static ILookup<FieldValue, BreakdownEntry> Values(
        Connection connection, TopQuery query, Breakdown breakdown, IReadOnlyList<TopEntry> entries, Source source)
    {
        var (group, value) = (new GroupKey(query.Dimension), new GroupKey(breakdown.Field));
        var question = source.About(Of(query, [.. entries.Select(entry => entry.Key)]).Filter);
        var amount = group.Columns.Count + value.Columns.Count;
        var sum = Aggregates.Sum(query.By);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {group.SelectList}, {value.SelectList}, {sum} FROM {Question.From} WHERE {question.Where} AND {value.IsThere}
            GROUP BY {group.SelectList}, {value.SelectList}
            QUALIFY row_number() OVER (PARTITION BY {group.SelectList} ORDER BY {sum} DESC, {value.SelectList}) <= {breakdown.Limit}
            ORDER BY {sum} DESC, {value.SelectList}
            """);
        var found = new List<(FieldValue Group, BreakdownEntry Entry)>();
        using var rows = question.Ask(connection, sql);
        while (rows.Read()) found.Add((group.Read(rows), new(value.Read(rows, group.Columns.Count), rows.Int128(amount))));
        return found.ToLookup(one => one.Group, one => one.Entry);
    }

    /// <summary>Conversations, which SQL cannot order, are asked for a group at a time.</summary>
    private static ILookup<FieldValue, BreakdownEntry> Pairs(
        Connection connection, TopQuery query, Breakdown breakdown, IReadOnlyList<TopEntry> entries, Source source) => entries
        .SelectMany(entry => TopPairs
            .Find(connection, new(Of(query, [entry.Key]), breakdown.Field, query.By, breakdown.Limit), source)
            .Entries.Select(pair => (Group: entry.Key, Entry: new BreakdownEntry(pair.Key, pair.Sums[query.By]))))
        .ToLookup(one => one.Group, one => one.Entry);

    private static Selection Of(TopQuery query, IReadOnlyList<FieldValue> keys) =>
        query.Selection.And(Groups.Among(query.Dimension, keys));
}
