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
    private readonly List<Lines> parts = [];
    private readonly List<TimeSlice> quarterHours = [];

    public TieredSource(Connection connection, TimeSlice range, long step)
    {
        var (state, through) = RollupHeader.ReadWithState(connection);
        var plan = new TierPlan(range, step, state.Sealed);
        quarterHours.AddRange(plan.QuarterHours);
        AddUnsealed(connection, plan.Unsealed, through);
        if (!plan.Days.IsEmpty) parts.Add(RollupTable.Days.Of([plan.Days]));
        if (quarterHours.Count > 0) parts.Add(RollupTable.QuarterHours.Of(quarterHours));
        Tier = !plan.Days.IsEmpty ? SeriesTier.Days : quarterHours.Count > 0 ? SeriesTier.QuarterHours : SeriesTier.Rows;
    }

    public override bool IsEmpty => parts.Count == 0;

    public override SeriesTier Tier { get; }

    public override Question About(Filter filter) => new(parts, filter);

    /// <param name="through">How far days are rolled up.</param>
    private void AddUnsealed(Connection connection, TimeSlice unsealed, IReadOnlyDictionary<DateOnly, long> through)
    {
        var days = DayCatalog.List(connection).Select(table => (Table: table, Part: unsealed.And(table.Slice))).Where(day => !day.Part.IsEmpty).ToList();
        if (days.Count == 0) return;
        var changed = RollupTable.ChangedQuarterHours(connection, [.. days.Select(day => day.Table).Where(table => through.ContainsKey(table.Day))], through);
        foreach (var day in days)
        {
            var (rolledUp, rows) = through.ContainsKey(day.Table.Day) ? TierPlan.Cut(day.Part, changed) : ([], [day.Part]);
            quarterHours.AddRange(rolledUp);
            if (rows.Count > 0) parts.Add(RollupTable.Of(day.Table, rows));
        }
    }
}
