using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// A list of groups and the totals beside it: rows are added up once, to groups, and these to totals, those without a key among them.
/// </summary>
internal sealed class GroupsWithTotals(GroupKey key, Question question)
{
    private const string All = "all_groups";
    private const string RowCount = "all_rows";

    public GroupKey Key => key;

    /// <summary>The groups that have a key: its columns, then those of totals.</summary>
    public string Keyed => $"(SELECT * FROM {All} WHERE {key.IsThere})";

    /// <param name="list">A statement that takes some of <see cref="Keyed"/>.</param>
    /// <param name="order">Of the list, or nothing.</param>
    /// <param name="add">Is given these, one after the other.</param>
    public Totals Read(Connection connection, string list, string order, Action<TopEntry> add)
    {
        var noKey = string.Join(", ", key.Columns.Select(_ => "NULL"));
        using var rows = question.Ask(
            connection,
            $"""
            WITH {All} AS MATERIALIZED (
                SELECT {key.SelectList}, {question.RowCount} AS {RowCount}, {Aggregates.SelectList} FROM {Question.From} WHERE {question.Where} GROUP BY {key.SelectList})
            SELECT * FROM ({list}) UNION ALL
            SELECT {noKey}, coalesce(sum({RowCount}), 0)::BIGINT, {Aggregates.OfGroups} FROM {All}
            {order}
            """);
        var (totals, first) = (Totals.None, key.Columns.Count);
        while (rows.Read())
        {
            if (!rows.IsNull(0)) add(new(key.Read(rows), Aggregates.ReadSums(rows, first + 1), Aggregates.ReadLastSeen(rows, first + 1)));
            else if (rows.Int64(first) > 0) totals = Aggregates.ReadTotals(rows, first);
        }

        return totals;
    }
}
