using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>The days that have a table, as the connection's transaction sees them.</summary>
internal static class DayCatalog
{
    /// <summary>Ascending.</summary>
    public static IReadOnlyList<DayTable> List(Connection connection)
    {
        var tables = new List<DayTable>();
        using var rows = connection.Query("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'flows\\_%' ESCAPE '\\' ORDER BY table_name");
        while (rows.Read())
        {
            if (DayTable.TryParse(rows.Text(0), out var table)) tables.Add(table);
        }

        return tables;
    }
}
