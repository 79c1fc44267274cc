using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>The days that have a table, as the connection's transaction sees them.</summary>
internal static class DayCatalog
{
    /// <summary>Ascending.</summary>
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
