using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>The largest groups: exact, since one engine adds up all days.</summary>
internal static class TopSearch
{
    public static TopList Find(Connection connection, TopQuery query, IReadOnlyList<DayTable> days)
    {
        if (days.Count == 0) return new([], Totals.None);
        var entries = query.Dimension == FlowFields.Pair ? TopPairs.Find(connection, query, days) : Groups(connection, query, days);
        return new(entries, TotalsSearch.Sum(connection, query.Selection, days));
    }

    private static List<TopEntry> Groups(Connection connection, TopQuery query, IReadOnlyList<DayTable> days)
    {
        string[] keys = query.Dimension is AddressField address
            ? [Column.High(address).Name, Column.Low(address).Name]
            : [Column.Of(query.Dimension, ColumnType.BigInt).Name];
        var key = string.Join(", ", keys);
        var question = new Question(query.Selection, days);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {key}, {Aggregates.SelectList} FROM {question.From} WHERE {question.Where} AND {keys[0]} IS NOT NULL
            GROUP BY {key} ORDER BY {Aggregates.Of(query.By)} DESC, {key} LIMIT {query.Limit}
            """);
        var entries = new List<TopEntry>(query.Limit);
        using var rows = question.Ask(connection, sql);
        while (rows.Read())
        {
            entries.Add(new(KeyOf(rows, query.Dimension), Aggregates.ReadSums(rows, keys.Length), Aggregates.ReadLastSeen(rows, keys.Length)));
        }

        return entries;
    }

    private static FieldValue KeyOf(Rows rows, Field dimension) => dimension.ValueKind switch
    {
        FieldValueKind.Address => Address.FromParts(rows.UInt64(0), rows.UInt64(1)),
        FieldValueKind.Keyword => rows.Text(0),
        _ => rows.Int64(0),
    };
}
