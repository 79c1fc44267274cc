using System.Text;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>The right answers: every question of the port in plain LINQ over all the rows that it could be about.</summary>
public sealed class Judge(IReadOnlyList<FlowRow> rows)
{
    public IReadOnlyList<FlowRow> Rows => rows;

    /// <summary>Rows without a value first, then by UTF-8 bytes.</summary>
    private static Comparer<string?> Groups { get; } = Comparer<string?>.Create((left, right) =>
        left is null || right is null
            ? (left is not null).CompareTo(right is not null)
            : Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    public FlowPage Find(FindQuery query)
    {
        var behind = Stream(new(query.Selection, query.Order, query.After));
        var page = behind.Skip((int)query.Offset).Take(query.Limit).ToList();
        return new(page, Select(query.Selection).Count(), behind.Count > query.Offset + page.Count);
    }

    public IReadOnlyList<FlowRow> Stream(StreamQuery query) =>
        [.. InOrder(Select(query.Selection), query.Order).Where(row => query.After is not { } after || IsBehind(row, after, query.Order))];

    public TopList Top(TopQuery query)
    {
        var matching = Select(query.Selection).ToList();
        var groups =
            from row in matching
            let key = query.Dimension.ValueIn(row)
            where key is not null
            group row by key.Value into it
            let sums = Sum(it)
            orderby sums[query.By] descending, query.Then is { } then ? sums[then] : 0 descending, it.Key
            select new TopEntry(it.Key, sums, it.Max(row => row.Flow.LastSeen)) { Breakdowns = [.. query.Breakdowns.Select(one => Break([.. it], one, query.By))] };
        return new([.. groups.Take(query.Limit)], Totals(matching));
    }

    public FlowRow? FindRow(RowId id, Filter filter) => rows.SingleOrDefault(row => row.Id == id && Matching.Matches(filter, row));

    public IReadOnlyList<TopEntry> GroupsByKey(GroupsQuery query) =>
    [
        .. from row in Select(query.Selection)
           let key = query.Dimension.ValueIn(row)
           where key is not null && !(query.After >= key)
           group row by key.Value into it
           orderby it.Key
           select new TopEntry(it.Key, Sum(it), it.Max(row => row.Flow.LastSeen)),
    ];

    public Series Series(SeriesQuery query)
    {
        var buckets = Select(new(TimeRange.Everything, query.Filter))
            .Where(row => row.Flow.LastSeen >= query.From && row.Flow.LastSeen < query.To)
            .ToLookup(row => row.Flow.LastSeen / query.Step);
        var series = new List<SeriesBucket>();
        for (var number = query.From / query.Step; number * query.Step < query.To; number++)
        {
            var inside = buckets[number].ToList();
            var keys = query.Split?.Keys.Select(key => Totals([.. inside.Where(row => query.Split.Field.ValueIn(row) == key)])) ?? [];
            series.Add(new(number * query.Step, Totals(inside), [.. keys]) { Distinct = query.Counted is { } counted ? new(CountOf(inside, counted), IsEstimate: false) : null });
        }

        return new(series, SeriesTier.Rows);
    }

    public Totals Totals(Selection selection) => Totals([.. Select(selection)]);

    public long Distinct(DistinctQuery query) => CountOf(Select(query.Selection), query.Dimension);

    public long? Newest(Filter filter) => Totals(new Selection(TimeRange.Everything, filter)).LastSeen;

    public IEnumerable<FlowRow> Select(Selection selection) =>
        rows.Where(row => Lies(row, selection.Range) && Matching.Matches(selection.Filter, row));

    public static IEnumerable<FlowRow> InOrder(IEnumerable<FlowRow> rows, RowOrder order)
    {
        var ascending = rows
            .OrderBy(row => order.GroupedBy?.Get(row.Flow), Groups)
            .ThenBy(row => order.By.Get(row.Flow))
            .ThenBy(row => row.Flow.LastSeen)
            .ThenBy(row => row.Id.Tie)
            .ThenBy(row => row.Flow.SrcIp.Number)
            .ThenBy(row => row.Flow.SrcPort);
        return order.Descending ? ascending.Reverse() : ascending;
    }

    private static bool IsBehind(FlowRow row, RowPosition after, RowOrder order)
    {
        var group = Groups.Compare(order.GroupedBy?.Get(row.Flow), after.Group);
        var place = (order.By.Get(row.Flow)!.Value, row.Flow.LastSeen, row.Id.Tie, row.Flow.SrcIp.Number, row.Flow.SrcPort);
        var sign = place.CompareTo((after.Value, after.LastSeen, after.Tie, after.SrcIp.Number, after.SrcPort));
        return order.Descending ? group < 0 || (group == 0 && sign < 0) : group > 0 || (group == 0 && sign > 0);
    }

    private static bool Lies(FlowRow row, TimeRange range)
    {
        var time = range.On.Get(row.Flow)!.Value;
        return !(time < range.Min) && !(time > range.Max);
    }

    private static List<BreakdownEntry> Break(IReadOnlyList<FlowRow> group, Breakdown breakdown, Measure by) =>
        [.. new Judge(group).Top(new(Selection.Everything, breakdown.Field, by, breakdown.Limit)).Entries.Select(entry => new BreakdownEntry(entry.Key, entry.Sums[by]))];

    private static long CountOf(IEnumerable<FlowRow> rows, Field dimension) => rows.Select(dimension.ValueIn).OfType<FieldValue>().Distinct().Count();

    private static Totals Totals(List<FlowRow> rows) =>
        new(rows.Count, Sum(rows), rows.Count == 0 ? null : rows.Max(row => row.Flow.LastSeen));

    private static Sums Sum(IEnumerable<FlowRow> rows)
    {
        Int128 bytes = 0, packets = 0, flows = 0, request = 0, response = 0;
        foreach (var (_, flow) in rows)
        {
            bytes += flow.Bytes;
            packets += flow.Packets;
            flows += flow.FlowCount;
            request += flow.RequestBytes;
            response += flow.ResponseBytes;
        }

        return new(bytes, packets, flows, request, response);
    }
}
