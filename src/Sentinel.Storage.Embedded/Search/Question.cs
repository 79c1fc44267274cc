using System.Globalization;
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
    /// <summary>Stands for the source until the statement is asked: by then it is known which columns it reads.</summary>
    public const string From = "{rows}";

    /// <summary>The number of a row's day, in an answer about days.</summary>
    public const string DayNumber = "day_number";

    /// <summary>Where a row lies in its day's table, in an answer about days.</summary>
    public const string Place = "place";

    private readonly List<object?> parameters = [];
    private readonly Func<string, IEnumerable<string>> partsFor;

    /// <param name="days">Not empty. Their columns are named: a day that an earlier version made has them in another order.</param>
    public Question(Selection selection, IReadOnlyList<DayTable> days)
    {
        partsFor = sql => Select(days, FlowSchema.Columns.Where(column => sql.Contains(column.Name, StringComparison.Ordinal)));
        Where = $"{Conditions.Of(selection.Range, this)} AND {Conditions.Of(selection.Filter, this)}";
        RowCount = "count(*)";
    }

    /// <param name="parts">Not empty.</param>
    public Question(IReadOnlyList<Lines> parts, Filter filter)
    {
        partsFor = sql =>
        {
            var columns = RollupTable.Columns.Where(column => sql.Contains(column, StringComparison.Ordinal)).ToList();
            return parts.Select(part => part.Select(columns));
        };
        Where = Conditions.Of(filter, this);
        RowCount = $"coalesce(sum({RollupTable.RowCount}), 0)::BIGINT";
    }

    /// <summary>The number of rows.</summary>
    public string RowCount { get; }

    public string Where { get; }

    /// <summary>The name of a new parameter that has the value.</summary>
    public string Bind(object value)
    {
        parameters.Add(value);
        return $"${parameters.Count}";
    }

    public Rows Ask(Connection connection, string sql) => connection.Query(
        sql.Replace(From, $"({string.Join(" UNION ALL ", partsFor(sql))})", StringComparison.Ordinal),
        parameters.ToArray());

    /// <summary>With few columns, since planning a statement that names all of a week's days takes longer than adding up their rows.</summary>
    private static IEnumerable<string> Select(IReadOnlyList<DayTable> days, IEnumerable<Column> columns)
    {
        var list = string.Concat(columns.Select(column => $", {column.Name}"));
        return days.Select(day => string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {day.Day.DayNumber}::BIGINT AS {DayNumber}, rowid AS {Place}{list} FROM {day.Name}"));
    }
}
