using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

internal sealed class Quarantine(WriteQueue queue, Database database) : IQuarantine
{
    public async Task AddAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation)
    {
        QuarantinedRecord[] distinct = [.. records.DistinctBy(record => record.Id, StringComparer.Ordinal)];
        if (distinct.Length > 0) await queue.ChangeAsync(connection => Insert(connection, distinct), cancellation);
    }

    public async Task<IReadOnlyList<QuarantinedRecord>> ListAsync(int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IQuarantine.MaxListed);
        return await database.UseAsync(connection => List(connection, limit), cancellation);
    }

    private static void Insert(Connection connection, QuarantinedRecord[] records) => connection.Execute(
        QuarantineTable.Insert,
        Array.ConvertAll(records, record => record.Id),
        Array.ConvertAll(records, record => record.Reason),
        Array.ConvertAll(records, record => record.Record),
        Array.ConvertAll(records, record => record.MessageId),
        Array.ConvertAll(records, record => record.ReceivedAt.ToUnixTimeMilliseconds()));

    private static List<QuarantinedRecord> List(Connection connection, int limit)
    {
        var records = new List<QuarantinedRecord>();
        using var rows = connection.Query(QuarantineTable.SelectNewest, (long)limit);
        while (rows.Read())
        {
            records.Add(new(
                rows.Text(0), rows.Text(1), rows.Text(2), rows.IsNull(3) ? null : rows.Text(3), DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(4))));
        }

        return records;
    }
}
