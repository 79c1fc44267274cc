using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>
/// Roll-ups, and rows where there is none of them or it is older than they are: all as the connection's transaction sees it, so that no row is
/// missed and none is counted twice.
/// </summary>
internal sealed class TieredSource : Source
{
    private readonly List<string> parts = [];
    private readonly List<TimeSlice> quarterHours = [];

    public TieredSource(Connection connection, TimeSlice range, long step)
    {
        var plan = new TierPlan(range, step, KeptState.Read(connection).Sealed);
        quarterHours.AddRange(plan.QuarterHours);
        foreach (var table in DayCatalog.List(connection)) AddHeld(connection, table, plan.Held);
        if (!plan.Days.IsEmpty) parts.Add(RollupTable.Days.Select([plan.Days]));
        if (quarterHours.Count > 0) parts.Add(RollupTable.QuarterHours.Select(quarterHours));
        Tier = !plan.Days.IsEmpty ? SeriesTier.Days : quarterHours.Count > 0 ? SeriesTier.QuarterHours : SeriesTier.Rows;
    }

    public override bool IsEmpty => parts.Count == 0;

    public override SeriesTier Tier { get; }

    public override Question About(Filter filter) => new(parts, filter);

    private void AddHeld(Connection connection, DayTable table, TimeSlice held)
    {
        var start = Window.StartOf(table.Day);
        var ofDay = held.And(new(start, start + Window.DayMilliseconds));
        if (ofDay.IsEmpty) return;
        if (RollupHeader.Read(connection, table.Day) is not { } through)
        {
            parts.Add(RollupTable.SelectRows(table, [ofDay]));
            return;
        }

        var (rolledUp, rows) = TierPlan.Cut(ofDay, RollupTable.ChangedQuarterHours(connection, table, through));
        quarterHours.AddRange(rolledUp);
        if (rows.Count > 0) parts.Add(RollupTable.SelectRows(table, rows));
    }
}
