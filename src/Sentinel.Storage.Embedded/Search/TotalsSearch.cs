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
        using var rows = question.Ask(connection, $"SELECT count(*), {Aggregates.SelectList} FROM {question.From} WHERE {question.Where}");
        return rows.Read() && rows.Int64(0) > 0 ? new(rows.Int64(0), Aggregates.ReadSums(rows, 1), Aggregates.ReadLastSeen(rows, 1)) : Totals.None;
    }
}
