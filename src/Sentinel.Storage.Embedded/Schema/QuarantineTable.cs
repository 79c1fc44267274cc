using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

internal static class QuarantineTable
{
    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS quarantine (
            id VARCHAR PRIMARY KEY, reason VARCHAR NOT NULL, record VARCHAR NOT NULL, message_id VARCHAR, received_at BIGINT NOT NULL)
        """;

    /// <summary>Of eleven lists, as long as each other, in the order of the columns. A record that is there keeps the time it was received first.</summary>
    public const string Insert =
        """
        INSERT INTO quarantine (id, reason, record, message_id, received_at, cause, row_id, place, row_count, exporter_ip, sent_at)
        SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[]), unnest($3::VARCHAR[]), unnest($4::VARCHAR[]), unnest($5::BIGINT[]), unnest($6::VARCHAR[]),
            unnest($7::VARCHAR[]), unnest($8::BIGINT[]), unnest($9::BIGINT[]), unnest($10::VARCHAR[]), unnest($11::BIGINT[])
        ON CONFLICT DO UPDATE SET
            reason = excluded.reason, record = excluded.record, cause = excluded.cause, row_id = excluded.row_id, place = excluded.place,
            row_count = excluded.row_count, exporter_ip = excluded.exporter_ip, sent_at = excluded.sent_at
        """;

    /// <summary>Whole records, for <see cref="Read"/>.</summary>
    public const string SelectWhole = $"SELECT id, {Cause}, reason, record, {Rest} FROM quarantine";

    /// <summary>Records with the beginning of their texts, for <see cref="Read"/>.</summary>
    public static readonly string SelectExcerpts = $"SELECT id, {Cause}, reason, left(record, {QuarantinedRecord.MaxExcerpt}), {Rest} FROM quarantine";

    public const string NewestFirst = "ORDER BY received_at DESC, id";

    public const string OldestFirst = "ORDER BY received_at, id";

    /// <summary>Of a record that an earlier version quarantined: none that it knew.</summary>
    public const string Cause = "coalesce(cause, 'unknown')";

    private const string Rest = "message_id, received_at, row_id, place, row_count, exporter_ip, sent_at";

    /// <summary>What a table lacks that an earlier version made.</summary>
    public static IReadOnlyList<string> AddColumns { get; } =
    [
        .. ((string[])["cause VARCHAR", "row_id VARCHAR", "place BIGINT", "row_count BIGINT", "exporter_ip VARCHAR", "sent_at BIGINT"])
            .Select(column => $"ALTER TABLE quarantine ADD COLUMN IF NOT EXISTS {column}"),
    ];

    public static IReadOnlyList<QuarantinedRecord> ReadAll(Rows rows)
    {
        var records = new List<QuarantinedRecord>();
        while (rows.Read()) records.Add(Read(rows));
        return records;
    }

    private static QuarantinedRecord Read(Rows rows) => new(
        rows.Text(0),
        RefusalCauses.Of(rows.Text(1)),
        rows.Text(2),
        rows.Text(3),
        rows.IsNull(4) ? null : rows.Text(4),
        DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(5)),
        rows.IsNull(6) ? null : ReadOrigin(rows));

    private static RecordOrigin ReadOrigin(Rows rows) => new(
        rows.Text(6), (int)rows.Int64(7), (int)rows.Int64(8), rows.IsNull(9) ? null : Address.Parse(rows.Text(9)), rows.IsNull(10) ? null : rows.Int64(10));
}
