using System.Globalization;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Append;

/// <summary>
/// A pass is one transaction of the one writer, so that rows, roll-ups and header are of one moment: whoever reads in a transaction sees a pass
/// whole or not at all, and who is killed in one has done nothing.
/// </summary>
internal sealed class Rollups(WriteQueue queue, Database database) : IRollups
{
    public async Task<int> RollUpAsync(DateOnly day, CancellationToken cancellation)
    {
        var table = new DayTable(day);
        // Asked before, since the writer has better things to do than to find nothing new.
        if (await database.UseAsync(connection => connection.Transaction(() => NewestAhead(connection, table)), cancellation) is null) return 0;
        return await queue.ChangeAsync(connection => RollUp(connection, table), cancellation);
    }

    public Task KeepFromAsync(DateOnly firstOfQuarterHours, DateOnly firstOfDays, CancellationToken cancellation) => queue.ChangeAsync(
        connection =>
        {
            RollupTable.QuarterHours.RemoveBefore(connection, firstOfQuarterHours);
            RollupHeader.RemoveBefore(connection, firstOfQuarterHours);
            RollupTable.Days.RemoveBefore(connection, firstOfDays);
        },
        cancellation);

    /// <summary>The last of a day's roll-ups: all of them anew, and those of the day itself.</summary>
    public static void Finish(Connection connection, DayTable table)
    {
        foreach (var tier in RollupTable.All) tier.Replace(connection, table, [table.Slice]);
        RollupHeader.RemoveBefore(connection, table.Day.AddDays(1));
    }

    public static void Clear(Connection connection)
    {
        foreach (var tier in RollupTable.All) tier.Clear(connection);
        RollupHeader.Clear(connection);
    }

    private static int RollUp(Connection connection, DayTable table)
    {
        if (NewestAhead(connection, table) is not { } newest) return 0;
        var through = RollupHeader.Read(connection, table.Day) ?? -1;
        var changed = RollupTable.ChangedQuarterHours(connection, [table], new Dictionary<DateOnly, long> { [table.Day] = through });
        RollupTable.QuarterHours.Replace(connection, table, [.. changed.Order().Select(start => new TimeSlice(start, start + Rollup.QuarterHour))]);
        RollupHeader.Write(connection, table.Day, newest);
        return changed.Count;
    }

    /// <summary>The place of the day's last row, where it is not rolled up.</summary>
    private static long? NewestAhead(Connection connection, DayTable table)
    {
        if (!DayCatalog.List(connection).Contains(table)) return null;
        var through = RollupHeader.Read(connection, table.Day) ?? -1;
        using var rows = connection.Query(string.Create(CultureInfo.InvariantCulture, $"SELECT max(rowid) FROM {table.Name} WHERE rowid > {through}"));
        return rows.Read() && !rows.IsNull(0) ? rows.Int64(0) : null;
    }
}
