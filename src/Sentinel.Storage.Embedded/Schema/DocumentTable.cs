using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>The keyed documents, as the connection's transaction sees them.</summary>
internal static class DocumentTable
{
    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS documents (
            collection VARCHAR NOT NULL, name VARCHAR NOT NULL, version VARCHAR NOT NULL, body VARCHAR NOT NULL, PRIMARY KEY (collection, name))
        """;

    private const string Columns = "collection, name, version, body";

    public static StoredDocument? Read(Connection connection, DocumentKey key)
    {
        using var rows = connection.Query($"SELECT {Columns} FROM documents WHERE collection = $1 AND name = $2", key.Collection, key.Name);
        return rows.Read() ? Read(rows) : null;
    }

    /// <summary>All of two collections, in any order.</summary>
    public static IReadOnlyList<StoredDocument> ReadCollections(Connection connection, string one, string other)
    {
        using var rows = connection.Query($"SELECT {Columns} FROM documents WHERE collection = $1 OR collection = $2", one, other);
        return ReadAll(rows);
    }

    /// <returns>False where the document has another version.</returns>
    public static bool Write(Connection connection, DocumentKey key, DocumentBody body, string? expected)
    {
        if (!string.Equals(Read(connection, key)?.Version, expected, StringComparison.Ordinal)) return false;
        Write(connection, key, body);
        return true;
    }

    /// <summary>Whatever is there.</summary>
    public static void Write(Connection connection, DocumentKey key, DocumentBody body)
    {
        // Of random bits: a version never comes back, also where the document did.
        var version = Guid.NewGuid().ToString("N");
        connection.Execute(
            """
            INSERT INTO documents VALUES ($1, $2, $3, $4)
            ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body
            """,
            key.Collection,
            key.Name,
            version,
            body.Json);
    }

    /// <returns>False where the document has another version.</returns>
    public static bool Delete(Connection connection, DocumentKey key, string expected)
    {
        if (!string.Equals(Read(connection, key)?.Version, expected, StringComparison.Ordinal)) return false;
        connection.Execute("DELETE FROM documents WHERE collection = $1 AND name = $2", key.Collection, key.Name);
        return true;
    }

    public static IReadOnlyList<StoredDocument> List(Connection connection, string collection, string? after, int limit)
    {
        using var rows = connection.Query(
            $"SELECT {Columns} FROM documents WHERE collection = $1 AND ($2 IS NULL OR name > $2) ORDER BY name LIMIT $3", collection, after, (long)limit);
        return ReadAll(rows);
    }

    private static List<StoredDocument> ReadAll(Rows rows)
    {
        var documents = new List<StoredDocument>();
        while (rows.Read()) documents.Add(Read(rows));
        return documents;
    }

    private static StoredDocument Read(Rows rows) => new(new(rows.Text(0), rows.Text(1)), rows.Text(2), new(rows.Text(3)));
}
