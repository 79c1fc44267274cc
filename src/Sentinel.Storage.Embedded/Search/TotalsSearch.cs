using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

internal static class TotalsSearch
{
    public static Totals Sum(Connection connection, Selection selection, IReadOnlyList<DayTable> days)
    {
        if (days.Count == 0) return Totals.None;
        var question = new Question(selection, days);
        using var rows = question.Ask(connection, $"SELECT {Aggregates.TotalsList} FROM {question.From} WHERE {question.Where}");
        return rows.Read() && rows.Int64(0) > 0 ? Aggregates.ReadTotals(rows, 0) : Totals.None;
    }
}
