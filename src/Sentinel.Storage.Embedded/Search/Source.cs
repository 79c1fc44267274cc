using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>What sums are read from: rows alone, or roll-ups and the rows they do not stand for.</summary>
internal abstract class Source
{
    /// <summary>Nothing is there to ask.</summary>
    public abstract bool IsEmpty { get; }

    public abstract SeriesTier Tier { get; }

    public static Source Of(Connection connection, SeriesQuery query)
    {
        var split = query.Split?.Field;
        return TierPlan.Serves(query.Step) && Rollup.Answers(query.Filter, new[] { split, query.Counted }.OfType<Field>())
            ? new TieredSource(connection, new(query.From, query.To), query.Step)
            : new RowSource(query.Selection.Range, DaysOf(connection, query.Selection.Range));
    }

    public static Source Of(Connection connection, TopQuery query) =>
        Of(connection, query.Selection, query.Breakdowns.Select(breakdown => breakdown.Field).Prepend(query.Dimension));

    /// <param name="fields">What the question groups by.</param>
    public static Source Of(Connection connection, Selection selection, params IEnumerable<Field> fields) =>
        selection.WithRollups && Rollup.Answers(selection.Filter, fields)
            ? new TieredSource(connection, selection.Range.LastSeen, Window.DayMilliseconds)
            : new RowSource(selection.Range, DaysOf(connection, selection.Range));

    public static IReadOnlyList<DayTable> DaysOf(Connection connection, TimeRange range) =>
        [.. DayCatalog.ListHeld(connection).Where(table => range.MayHold(table.Day))];

    /// <summary>A question to it, where it is not empty.</summary>
    public abstract Question About(Filter filter);
}

internal sealed class RowSource(TimeRange range, IReadOnlyList<DayTable> days) : Source
{
    public override bool IsEmpty => days.Count == 0;

    public override SeriesTier Tier => SeriesTier.Rows;

    public override Question About(Filter filter) => new(new Selection(range, filter), days);
}
