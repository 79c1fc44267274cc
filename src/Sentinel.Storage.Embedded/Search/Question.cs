using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// One statement about a selection: its rows' source and condition as SQL, its values as parameters.
/// Text of the caller's never stands in the SQL; what stands there comes from the registry, or is a number.
/// </summary>
internal sealed class Question
{
    private readonly List<object?> parameters = [];

    /// <param name="days">Not empty. Their columns are named: a day that an earlier version made has them in another order.</param>
    public Question(Selection selection, IReadOnlyList<DayTable> days)
    {
        From = days is [var only] ? only.Name : $"({string.Join(" UNION ALL ", days.Select(day => $"SELECT {FlowSchema.SelectList} FROM {day.Name}"))})";
        Where = $"{Conditions.Of(selection.Range, this)} AND {Conditions.Of(selection.Filter, this)}";
        RowCount = "count(*)";
    }

    /// <param name="parts">Statements whose lines are those of <see cref="RollupTable.Select"/>, within their times; not empty.</param>
    public Question(IEnumerable<string> parts, Filter filter)
    {
        From = $"({string.Join(" UNION ALL ", parts)})";
        Where = Conditions.Of(filter, this);
        RowCount = $"coalesce(sum({RollupTable.RowCount}), 0)::BIGINT";
    }

    public string From { get; }

    /// <summary>The number of rows.</summary>
    public string RowCount { get; }

    public string Where { get; }

    /// <summary>The name of a new parameter that has the value.</summary>
    public string Bind(object value)
    {
        parameters.Add(value);
        return $"${parameters.Count}";
    }

    public Rows Ask(Connection connection, string sql) => connection.Query(sql, parameters.ToArray());
}
