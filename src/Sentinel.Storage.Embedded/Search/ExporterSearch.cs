using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

internal static class ExporterSearch
{
    public static IReadOnlyList<ExporterEntry> Find(Connection connection, Filter filter, Source source)
    {
        if (source.IsEmpty) return [];
        var key = new GroupKey(FlowFields.ExporterIp);
        var question = source.About(filter);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {key.SelectList}, min({Name(FlowFields.FirstSeen)}), max({Name(FlowFields.LastSeen)}), sum({Name(FlowFields.FlowCount)}), count({Name(FlowFields.Messages)})
            FROM {Question.From} WHERE {question.Where} GROUP BY {key.SelectList} ORDER BY {key.SelectList} LIMIT {ExporterEntry.Max}
            """);
        var entries = new List<ExporterEntry>();
        using var rows = question.Ask(connection, sql);
        while (rows.Read()) entries.Add(new(key.Read(rows).AsAddress(), rows.Int64(2), rows.Int64(3), rows.Int128(4), rows.Int64(5)));
        return entries;
    }

    private static string Name(NumberField field) => Column.Of(field, ColumnType.BigInt).Name;
}
