using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>How many values there are: exact however many, since what does not fit into memory goes to disk.</summary>
internal static class DistinctSearch
{
    public static DistinctCount Count(Connection connection, DistinctQuery query, Source source)
    {
        if (source.IsEmpty) return new(0, IsEstimate: false);
        var key = new GroupKey(query.Dimension);
        var question = source.About(query.Selection.Filter);
        using var rows = question.Ask(
            connection,
            $"SELECT count(*) FROM (SELECT DISTINCT {key.SelectList} FROM {Question.From} WHERE {question.Where} AND {key.IsThere})");
        return new(rows.Read() ? rows.Int64(0) : 0, IsEstimate: false);
    }
}
