using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>The largest groups: exact, since one engine adds up all days.</summary>
internal static class TopSearch
{
    public static TopList Find(Connection connection, TopQuery query, Source source)
    {
        if (source.IsEmpty) return new([], Totals.None);
        var list = query.Dimension == FlowFields.Pair ? TopPairs.Find(connection, query, source) : Groups(connection, query, source);
        return list with { Entries = BreakdownSearch.Add(connection, query, list.Entries, source) };
    }

    private static TopList Groups(Connection connection, TopQuery query, Source source)
    {
        var groups = new GroupsWithTotals(new(query.Dimension), source.About(query.Selection.Filter));
        var order = $"ORDER BY {Aggregates.OrderBy(query.Measures)}, {groups.Key.SelectList}";
        var largest = string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM {groups.Keyed} {order} LIMIT {query.Limit}");
        var entries = new List<TopEntry>();
        var totals = groups.Read(connection, largest, order, entries.Add);
        return new(entries, totals);
    }
}
