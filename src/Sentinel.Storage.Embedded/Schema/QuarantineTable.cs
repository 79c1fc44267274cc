namespace Sentinel.Storage.Embedded.Schema;

internal static class QuarantineTable
{
    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS quarantine (
            id VARCHAR PRIMARY KEY, reason VARCHAR NOT NULL, record VARCHAR NOT NULL, message_id VARCHAR, received_at BIGINT NOT NULL)
        """;

    /// <summary>Of five lists, as long as each other, in the order of the columns.</summary>
    public const string Insert =
        """
        INSERT INTO quarantine
        SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[]), unnest($3::VARCHAR[]), unnest($4::VARCHAR[]), unnest($5::BIGINT[])
        ON CONFLICT DO NOTHING
        """;

    public const string SelectNewest = "SELECT id, reason, record, message_id, received_at FROM quarantine ORDER BY received_at DESC, id LIMIT $1";
}
