using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// The largest conversations. The key is the text of two addresses, which SQL cannot write: it gives every group that reaches
/// the last place, and ties are broken here, in memory for as many groups as were asked for.
/// </summary>
internal static class TopPairs
{
    public static List<TopEntry> Find(Connection connection, TopQuery query, Source source)
    {
        var key = new GroupKey(FlowFields.Pair);
        var question = source.About(query.Selection.Filter);
        var rank = $"row({string.Join(", ", query.Measures.Select(Aggregates.Of))})";
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            WITH pairs AS MATERIALIZED (
                SELECT {key.SelectList}, {Aggregates.SelectList} FROM {question.From} WHERE {question.Where} GROUP BY {key.SelectList}),
            places AS (SELECT {rank} AS place FROM pairs ORDER BY {Aggregates.OrderBy(query.Measures)} LIMIT {query.Limit})
            SELECT * FROM pairs WHERE {rank} >= (SELECT min(place) FROM places)
            """);
        var largestFirst = Comparer<TopEntry>.Create((left, right) =>
            RankOf(right).CompareTo(RankOf(left)) is var order && order != 0 ? order : left.Key.CompareTo(right.Key));
        var entries = new SortedSet<TopEntry>(largestFirst);
        using var rows = question.Ask(connection, sql);
        while (rows.Read())
        {
            entries.Add(new(key.Read(rows), Aggregates.ReadSums(rows, key.Columns.Count), Aggregates.ReadLastSeen(rows, key.Columns.Count)));
            if (entries.Count > query.Limit) entries.Remove(entries.Max!);
        }

        return [.. entries];

        Rank RankOf(TopEntry entry) => query.RankOf(measure => entry.Sums[measure]);
    }
}
