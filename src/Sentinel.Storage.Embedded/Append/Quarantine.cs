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
        return await ReadAsync(new(), $"{QuarantineTable.NewestFirst} LIMIT {limit}", cancellation);
    }

    public Task<IReadOnlyList<QuarantinedRecord>> ReadRowAsync(string row, CancellationToken cancellation) =>
        ReadAsync(new(Row: row), "ORDER BY place", cancellation);

    public Task<long> RemoveAsync(QuarantineFilter filter, CancellationToken cancellation) => queue.ChangeAsync(
        connection =>
        {
            using var count = new QuarantineConditions(filter).Ask(connection, "DELETE FROM quarantine");
            return count.Read() ? count.Int64(0) : 0;
        },
        cancellation);

    private Task<IReadOnlyList<QuarantinedRecord>> ReadAsync(QuarantineFilter filter, string end, CancellationToken cancellation) => database.UseAsync(
        connection =>
        {
            using var rows = new QuarantineConditions(filter).Ask(connection, QuarantineTable.SelectWhole, end);
            return QuarantineTable.ReadAll(rows);
        },
        cancellation);

    private static void Insert(Connection connection, QuarantinedRecord[] records) => connection.Execute(
        QuarantineTable.Insert,
        Array.ConvertAll(records, record => record.Id),
        Array.ConvertAll(records, record => record.Reason),
        Array.ConvertAll(records, record => record.Record),
        Array.ConvertAll(records, record => record.MessageId),
        Array.ConvertAll(records, record => record.ReceivedAt.ToUnixTimeMilliseconds()),
        Array.ConvertAll(records, record => record.Cause.Word()),
        Array.ConvertAll(records, record => record.Origin?.Row),
        Array.ConvertAll(records, record => (long?)record.Origin?.Place),
        Array.ConvertAll(records, record => (long?)record.Origin?.Count),
        Array.ConvertAll(records, record => record.Origin?.ExporterIp?.ToString()),
        Array.ConvertAll(records, record => record.Origin?.Timestamp));
}
