using System.Globalization;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>Groups by their keys.</summary>
internal static class GroupsSearch
{
    public static IReadOnlyList<TopEntry> Find(Connection connection, GroupsQuery query, Source source)
    {
        if (source.IsEmpty) return [];
        var key = new GroupKey(query.Dimension);
        var question = source.About(query.Selection.Filter);
        var place = query.After is { } after ? key.IsBehind(after, question) : key.IsThere;
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {key.SelectList}, {Aggregates.SelectList} FROM {Question.From} WHERE {question.Where} AND {place}
            GROUP BY {key.SelectList} ORDER BY {key.SelectList} LIMIT {query.Limit}
            """);
        using var rows = question.Ask(connection, sql);
        return Aggregates.ReadEntries(rows, key);
    }
}
