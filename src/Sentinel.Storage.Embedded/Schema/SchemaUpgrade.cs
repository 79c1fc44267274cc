using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>Makes the tables that every store has, and brings the days that an earlier version made to the columns of this one.</summary>
internal static class SchemaUpgrade
{
    /// <summary>Adds the columns that a day lacks at its end, null in all its rows.</summary>
    /// <returns>How many were added.</returns>
    public static int Apply(Connection connection)
    {
        foreach (var table in (string[])[QuarantineTable.Create, AuditTable.Create, DocumentTable.Create]) connection.Execute(table);
        foreach (var tier in RollupTable.All) connection.Execute(tier.Create);
        foreach (var column in QuarantineTable.AddColumns) connection.Execute(column);
        var held = HeldColumns(connection);
        var added = 0;
        foreach (var table in DayCatalog.List(connection))
        {
            foreach (var column in FlowSchema.Columns)
            {
                if (held.Contains((table.Name, column.BareName))) continue;
                connection.Execute($"ALTER TABLE {table.Name} ADD COLUMN {column.Declaration}");
                added++;
            }
        }

        return added;
    }

    private static HashSet<(string Table, string Column)> HeldColumns(Connection connection)
    {
        var held = new HashSet<(string Table, string Column)>();
        using var rows = connection.Query("SELECT table_name, column_name FROM duckdb_columns() WHERE table_name LIKE 'flows\\_%' ESCAPE '\\'");
        while (rows.Read()) held.Add((rows.Text(0), rows.Text(1)));
        return held;
    }
}
