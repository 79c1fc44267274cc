using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>The days that have a table, as the connection's transaction sees them.</summary>
internal static class DayCatalog
{
    /// <summary>The held ones: what is given up is told no more, whether or not it is sealed yet.</summary>
    public static IReadOnlyList<DayTable> ListHeld(Connection connection)
    {
        var state = KeptState.Read(connection);
        return [.. List(connection).Where(table => state.Holds(table.Day))];
    }

    /// <summary>Ascending, those that are not sealed yet among them.</summary>
    public static IReadOnlyList<DayTable> List(Connection connection)
    {
        var tables = new List<DayTable>();
        using var rows = connection.Query("SELECT table_name FROM duckdb_tables()");
        while (rows.Read())
        {
            if (DayTable.TryParse(rows.Text(0), out var table)) tables.Add(table);
        }

        tables.Sort((left, right) => left.Day.CompareTo(right.Day));
        return tables;
    }
}
