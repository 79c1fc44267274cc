using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// The largest conversations. The key is the text of two addresses, which SQL cannot write: it gives every group that reaches
/// the last place, and ties are broken here, in memory for as many groups as were asked for.
/// </summary>
internal static class TopPairs
{
    public static List<TopEntry> Find(Connection connection, TopQuery query, IReadOnlyList<DayTable> days)
    {
        var key = new GroupKey(FlowFields.Pair);
        var question = new Question(query.Selection, days);
        var measure = Aggregates.Of(query.By);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            WITH pairs AS MATERIALIZED (
                SELECT {key.SelectList}, {Aggregates.SelectList} FROM {question.From} WHERE {question.Where} GROUP BY {key.SelectList}),
            places AS (SELECT {measure} FROM pairs ORDER BY {measure} DESC LIMIT {query.Limit})
            SELECT * FROM pairs WHERE {measure} >= (SELECT min({measure}) FROM places)
            """);
        var largestFirst = Comparer<TopEntry>.Create((left, right) =>
            right.Sums[query.By].CompareTo(left.Sums[query.By]) is var order && order != 0 ? order : left.Key.CompareTo(right.Key));
        var entries = new SortedSet<TopEntry>(largestFirst);
        using var rows = question.Ask(connection, sql);
        while (rows.Read())
        {
            entries.Add(new(key.Read(rows), Aggregates.ReadSums(rows, key.Columns.Count), Aggregates.ReadLastSeen(rows, key.Columns.Count)));
            if (entries.Count > query.Limit) entries.Remove(entries.Max!);
        }

        return [.. entries];
    }
}
