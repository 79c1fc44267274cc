using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

internal sealed class AuditLog(WriteQueue queue, Database database) : IAuditLog
{
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellation) => queue.ChangeAsync(
        connection => connection.Execute(AuditTable.Insert, entry.Id, entry.At.ToUnixTimeMilliseconds(), entry.Action, entry.Actor, entry.Origin, entry.Detail),
        cancellation);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IAuditLog.MaxListed);
        return await database.UseAsync(connection => List(connection, limit), cancellation);
    }

    private static List<AuditEntry> List(Connection connection, int limit)
    {
        var entries = new List<AuditEntry>();
        using var rows = connection.Query(AuditTable.SelectNewest, (long)limit);
        while (rows.Read())
        {
            entries.Add(new(
                rows.Text(0), DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(1)), rows.Text(2), rows.Text(3), Optional(rows, 4), Optional(rows, 5)));
        }

        return entries;
    }

    private static string? Optional(Rows rows, int column) => rows.IsNull(column) ? null : rows.Text(column);
}
