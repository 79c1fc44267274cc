using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

internal static class NewestSearch
{
    /// <summary>A row's day is that of its <c>last_seen</c>: the newest day with a match has the newest match.</summary>
    public static long? Find(Connection connection, Filter filter, IReadOnlyList<DayTable> days) =>
        days.Reverse().Select(day => Find(connection, filter, day)).FirstOrDefault(found => found is not null);

    private static long? Find(Connection connection, Filter filter, DayTable day)
    {
        var question = new Question(new(TimeRange.Everything, filter), [day]);
        var lastSeen = Column.Of(FlowFields.LastSeen, ColumnType.BigInt).Name;
        using var rows = question.Ask(connection, $"SELECT max({lastSeen}) FROM {Question.From} WHERE {question.Where}");
        return rows.Read() && !rows.IsNull(0) ? rows.Int64(0) : null;
    }
}
