using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

internal static class TotalsSearch
{
    public static Totals Sum(Connection connection, Filter filter, Source source)
    {
        if (source.IsEmpty) return Totals.None;
        var question = source.About(filter);
        using var rows = question.Ask(connection, $"SELECT {Aggregates.TotalsList(question)} FROM {Question.From} WHERE {question.Where}");
        return rows.Read() && rows.Int64(0) > 0 ? Aggregates.ReadTotals(rows, 0) : Totals.None;
    }
}
