using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

internal static class HeldIds
{
    /// <summary>Those of the ids that the day's table has. Bounded by their minutes, so that only the blocks of those are read.</summary>
    public static HashSet<RowId> Among(Connection connection, DayTable table, IEnumerable<RowId> ids)
    {
        var hashes = new List<ulong>();
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var id in ids)
        {
            hashes.Add(id.Hash);
            var end = EndOf(id.Minute);
            (first, last) = (Math.Min(first, end), Math.Max(last, end));
        }

        var held = new HashSet<RowId>(hashes.Count);
        using var rows = connection.Query(
            $"""
            SELECT {FlowSchema.Timestamp}, {FlowSchema.IdHash.Name} FROM {table.Name}
            WHERE {FlowSchema.Timestamp} BETWEEN $1 AND $2 AND {FlowSchema.IdHash.Name} IN (SELECT unnest($3::UBIGINT[]))
            """,
            first,
            last,
            hashes.ToArray());
        while (rows.Read()) held.Add(new((uint)((rows.Int64(0) / Window.Milliseconds) - 1), rows.UInt64(1)));
        return held;
    }

    private static long EndOf(uint minute) => (minute + 1L) * Window.Milliseconds;
}
