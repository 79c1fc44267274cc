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
        var entries = query.Dimension == FlowFields.Pair ? TopPairs.Find(connection, query, source) : Groups(connection, query, source);
        return new(BreakdownSearch.Add(connection, query, entries, source), TotalsSearch.Sum(connection, query.Selection.Filter, source));
    }

    private static List<TopEntry> Groups(Connection connection, TopQuery query, Source source)
    {
        var key = new GroupKey(query.Dimension);
        var question = source.About(query.Selection.Filter);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {key.SelectList}, {Aggregates.SelectList} FROM {question.From} WHERE {question.Where} AND {key.IsThere}
            GROUP BY {key.SelectList} ORDER BY {Aggregates.OrderBy(query.Measures)}, {key.SelectList} LIMIT {query.Limit}
            """);
        using var rows = question.Ask(connection, sql);
        return Aggregates.ReadEntries(rows, key);
    }
}
