using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// The largest conversations. The key is the text of two addresses, which SQL cannot write: it gives every group that reaches
/// the last place, and ties are broken here, in memory for as many groups as were asked for. It compares the first measure by itself before,
/// which leaves out nearly all: rows of measures it compares slowly.
/// </summary>
internal static class TopPairs
{
    public static TopList Find(Connection connection, TopQuery query, Source source)
    {
        var groups = new GroupsWithTotals(new(FlowFields.Pair), source.About(query.Selection.Filter));
        var first = Aggregates.Of(query.Measures[0]);
        var rank = $"row({string.Join(", ", query.Measures.Select(Aggregates.Of))})";
        var largest = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            WITH places AS (SELECT {first}, {rank} AS place FROM {groups.Keyed} ORDER BY {Aggregates.OrderBy(query.Measures)} LIMIT {query.Limit})
            SELECT * FROM {groups.Keyed} WHERE {first} >= (SELECT min({first}) FROM places) AND {rank} >= (SELECT min(place) FROM places)
            """);
        var largestFirst = Comparer<TopEntry>.Create((left, right) =>
            RankOf(right).CompareTo(RankOf(left)) is var order && order != 0 ? order : left.Key.CompareTo(right.Key));
        var entries = new SortedSet<TopEntry>(largestFirst);
        var totals = groups.Read(connection, largest, "", entry =>
        {
            entries.Add(entry);
            if (entries.Count > query.Limit) entries.Remove(entries.Max!);
        });
        return new([.. entries], totals);

        Rank RankOf(TopEntry entry) => query.RankOf(measure => entry.Sums[measure]);
    }
}
