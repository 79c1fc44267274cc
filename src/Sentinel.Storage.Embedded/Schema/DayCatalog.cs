using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>The days that have a table, as the connection's transaction sees them.</summary>
internal static class DayCatalog
{
    /// <summary>Ascending, those that are given up and not sealed yet among them.</summary>
    public static IReadOnlyList<DayTable> List(Connection connection)
    {
        using var rows = connection.Query("SELECT table_name FROM duckdb_tables()");
        var tables = new List<DayTable>();
        while (rows.Read()) AddDay(tables, rows.Text(0));
        tables.Sort(ByDay);
        return tables;
    }

    /// <summary>
    /// The held ones, ascending: what is given up is told no more, whether or not it is sealed yet. The store's state comes with their names, since every question
    /// of rows begins with it.
    /// </summary>
    public static IReadOnlyList<DayTable> ListHeld(Connection connection)
    {
        using var rows = connection.Query(
            "SELECT table_name, NULL FROM duckdb_tables() UNION ALL SELECT NULL, body FROM documents WHERE collection = $1 AND name = $2",
            StoreState.Key.Collection,
            StoreState.Key.Name);
        var (tables, state) = (new List<DayTable>(), StoreState.Initial);
        while (rows.Read())
        {
            if (rows.IsNull(0)) state = StoreState.Read(new(rows.Text(1)));
            else AddDay(tables, rows.Text(0));
        }

        tables.RemoveAll(table => !state.Holds(table.Day));
        tables.Sort(ByDay);
        return tables;
    }

    private static void AddDay(List<DayTable> tables, string name)
    {
        if (DayTable.TryParse(name, out var table)) tables.Add(table);
    }

    private static int ByDay(DayTable left, DayTable right) => left.Day.CompareTo(right.Day);
}
