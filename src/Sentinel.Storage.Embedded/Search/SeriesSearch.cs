using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

internal static class SeriesSearch
{
    public static Series Sum(Connection connection, SeriesQuery query, IReadOnlyList<DayTable> days)
    {
        var sums = new SeriesSums(query);
        if (days.Count > 0) AddBuckets(connection, query, days, sums);
        if (days.Count > 0 && query.Split is { } split) AddKeys(connection, query, split, days, sums);
        return sums.ToSeries(SeriesTier.Rows);
    }

    private static void AddBuckets(Connection connection, SeriesQuery query, IReadOnlyList<DayTable> days, SeriesSums sums)
    {
        var question = new Question(query.Selection, days);
        using var rows = question.Ask(
            connection,
            $"SELECT {Bucket(query)} AS bucket, {Aggregates.TotalsList} FROM {question.From} WHERE {question.Where} GROUP BY bucket");
        while (rows.Read()) sums.Add(rows.Int64(0), Aggregates.ReadTotals(rows, 1));
    }

    private static void AddKeys(Connection connection, SeriesQuery query, SeriesSplit split, IReadOnlyList<DayTable> days, SeriesSums sums)
    {
        var key = new GroupKey(split.Field);
        var named = query.Selection.And(Groups.Among(split.Field, split.Keys));
        var question = new Question(named, days);
        var bucket = key.Columns.Count;
        using var rows = question.Ask(
            connection,
            $"""
            SELECT {key.SelectList}, {Bucket(query)} AS bucket, {Aggregates.TotalsList} FROM {question.From} WHERE {question.Where}
            GROUP BY {key.SelectList}, bucket
            """);
        while (rows.Read()) sums.Add(rows.Int64(bucket), key.Read(rows), Aggregates.ReadTotals(rows, bucket + 1));
    }

    /// <summary>The start of a row's bucket.</summary>
    private static string Bucket(SeriesQuery query)
    {
        var lastSeen = Column.Of(FlowFields.LastSeen, ColumnType.BigInt).Name;
        return string.Create(CultureInfo.InvariantCulture, $"{lastSeen} - {lastSeen} % {query.Step}");
    }
}
