using System.Globalization;
using System.Runtime.InteropServices;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

/// <summary>Appends rows to their days' tables, in the open transaction; a row whose id is held already is passed over.</summary>
internal static class FlowAppender
{
    public static RowOutcome[] Append(Connection connection, IReadOnlyList<FlowRow> rows)
    {
        var outcomes = new RowOutcome[rows.Count];
        var open = DayCatalog.ListHeld(connection).ToHashSet();
        foreach (var day in Enumerable.Range(0, rows.Count).GroupBy(index => new DayTable(rows[index].Flow.Window.Day)))
        {
            if (open.Contains(day.Key))
            {
                AppendDay(connection, day.Key, rows, [.. day], outcomes);
                continue;
            }

            var absent = Absent(connection, day.Key);
            foreach (var index in day) outcomes[index] = absent;
        }

        return outcomes;
    }

    private static RowOutcome Absent(Connection connection, DayTable table) => KeptState.Read(connection).Holds(table.Day)
        ? new(RowStatus.DayMissing, string.Create(CultureInfo.InvariantCulture, $"{table.Day:yyyy-MM-dd} is not open"))
        : new(RowStatus.NotHeld, string.Create(CultureInfo.InvariantCulture, $"{table.Day:yyyy-MM-dd} is not held"));

    private static void AppendDay(Connection connection, DayTable table, IReadOnlyList<FlowRow> rows, int[] indexes, RowOutcome[] outcomes)
    {
        var held = HeldIds.Among(connection, table, indexes.Select(index => rows[index].Id));
        var fresh = new List<FlowRow>(indexes.Length);
        foreach (var index in indexes)
        {
            var row = rows[index];
            if (row.Id.Minute != row.Flow.Window.Minute)
            {
                outcomes[index] = new(RowStatus.Rejected, "its id is of another minute than its last_seen");
            }
            else if (held.Add(row.Id))
            {
                outcomes[index] = new(RowStatus.Stored);
                fresh.Add(row);
            }
            else
            {
                outcomes[index] = new(RowStatus.Duplicate);
            }
        }

        if (fresh.Count > 0) Append(connection, table, CollectionsMarshal.AsSpan(fresh));
    }

    private static void Append(Connection connection, DayTable table, ReadOnlySpan<FlowRow> rows)
    {
        using var appender = connection.Append(table.Name, FlowSchema.Appended);
        for (; rows.Length > Appender.ChunkRows; rows = rows[Appender.ChunkRows..]) FlowSchema.Append(appender, rows[..Appender.ChunkRows]);
        FlowSchema.Append(appender, rows);
        appender.Flush();
    }
}
