namespace Sentinel.Storage.Embedded.Schema;

internal static class AuditTable
{
    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS audit (
            id VARCHAR PRIMARY KEY, happened_at BIGINT NOT NULL, action VARCHAR NOT NULL, actor VARCHAR NOT NULL, origin VARCHAR, detail VARCHAR)
        """;

    public const string Insert = "INSERT INTO audit VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

    public const string SelectNewest = "SELECT id, happened_at, action, actor, origin, detail FROM audit ORDER BY happened_at DESC, id LIMIT $1";
}
