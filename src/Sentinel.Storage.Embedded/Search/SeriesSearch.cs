using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

internal static class SeriesSearch
{
    public static Series Sum(Connection connection, SeriesQuery query, Source source)
    {
        var sums = new SeriesSums(query);
        if (source.IsEmpty) return sums.ToSeries(source.Tier);
        AddBuckets(connection, query, source, sums);
        if (query.Split is { } split) AddKeys(connection, query, split, source, sums);
        if (query.Counted is { } counted) AddCounts(connection, query, counted, source, sums);
        return sums.ToSeries(source.Tier);
    }

    private static void AddBuckets(Connection connection, SeriesQuery query, Source source, SeriesSums sums)
    {
        var question = source.About(query.Filter);
        using var rows = question.Ask(
            connection,
            $"SELECT {Bucket(query)} AS bucket, {Aggregates.TotalsList(question)} FROM {Question.From} WHERE {question.Where} GROUP BY bucket");
        while (rows.Read()) sums.Add(rows.Int64(0), Aggregates.ReadTotals(rows, 1));
    }

    private static void AddKeys(Connection connection, SeriesQuery query, SeriesSplit split, Source source, SeriesSums sums)
    {
        var key = new GroupKey(split.Field);
        var question = source.About(query.Selection.And(Groups.Among(split.Field, split.Keys)).Filter);
        var bucket = key.Columns.Count;
        using var rows = question.Ask(
            connection,
            $"""
            SELECT {key.SelectList}, {Bucket(query)} AS bucket, {Aggregates.TotalsList(question)} FROM {Question.From} WHERE {question.Where}
            GROUP BY {key.SelectList}, bucket
            """);
        while (rows.Read()) sums.Add(rows.Int64(bucket), key.Read(rows), Aggregates.ReadTotals(rows, bucket + 1));
    }

    private static void AddCounts(Connection connection, SeriesQuery query, Field counted, Source source, SeriesSums sums)
    {
        var key = new GroupKey(counted);
        var question = source.About(query.Filter);
        using var rows = question.Ask(
            connection,
            $"""
            SELECT bucket, count(*) FROM (
                SELECT DISTINCT {Bucket(query)} AS bucket, {key.SelectList} FROM {Question.From} WHERE {question.Where} AND {key.IsThere})
            GROUP BY bucket
            """);
        while (rows.Read()) sums.Set(rows.Int64(0), new(rows.Int64(1), IsEstimate: false));
    }

    /// <summary>The start of a row's bucket.</summary>
    private static string Bucket(SeriesQuery query)
    {
        var lastSeen = Column.Of(FlowFields.LastSeen, ColumnType.BigInt).Name;
        return string.Create(CultureInfo.InvariantCulture, $"{lastSeen} - {lastSeen} % {query.Step}");
    }
}
