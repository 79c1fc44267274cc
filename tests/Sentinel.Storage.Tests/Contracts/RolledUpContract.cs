using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>What tests of roll-ups ask with: each question twice, once so that roll-ups may answer, once so that only rows can.</summary>
public abstract class RolledUpContract(Store store) : AloneContract(store)
{
    protected const long Minute = Window.Milliseconds;
    protected const long Hour = 60 * Minute;
    protected const long Day = Window.DayMilliseconds;

    /// <summary>Every row passes it, and no roll-up knows.</summary>
    private static readonly Filter NoRule = new Filter.Not(Filter.Is(FlowFields.Rule, "no rule's name"));

    protected static IReadOnlyList<long> Steps { get; } = [15 * Minute, Hour, 105 * Minute, 6 * Hour, 450 * Minute, Day, 7 * Day];

    /// <summary>How many random questions a test asks.</summary>
    protected virtual int Questions => 60;

    protected IRollups Rollups => Store.Rollups;

    protected async Task RollUpAsync(params IEnumerable<DateOnly> days)
    {
        foreach (var day in days) await Rollups.RollUpAsync(day, Cancellation);
    }

    /// <summary>Both ways, and by plain LINQ.</summary>
    protected async Task AssertBothAsync(Judge judge, SeriesQuery query, SeriesTier tier)
    {
        await AssertSeriesAsync(judge, query, tier);
        await AssertSeriesAsync(judge, OfRows(query));
    }

    /// <summary>The buckets by plain LINQ, from wherever they are read.</summary>
    protected async Task AssertBucketsAsync(Judge judge, SeriesQuery query)
    {
        AssertSame([.. Totals(judge.Series(query))], [.. Totals(await Reader.SeriesAsync(query, Cancellation))], query);

        static IEnumerable<(long Start, Totals Totals)> Totals(Series series) => series.Buckets.Select(bucket => (bucket.Start, bucket.Totals));
    }

    /// <summary>The same question, to rows alone.</summary>
    protected static SeriesQuery OfRows(SeriesQuery query) =>
        new(new Filter.All([query.Filter, NoRule]), query.From, query.To, query.Step, query.Split) { Counted = query.Counted };

    /// <summary>A condition on fields that roll-ups keep.</summary>
    protected static Filter KeptFilter(Random random, Judge judge, int depth = 2) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => Filter.Everything,
        1 => Condition(random, judge),
        2 => new Filter.Has(Pick(random)),
        3 => new Filter.Not(KeptFilter(random, judge, depth - 1)),
        4 => new Filter.Any([KeptFilter(random, judge, depth - 1), KeptFilter(random, judge, depth - 1)]),
        _ => new Filter.All([KeptFilter(random, judge, depth - 1), KeptFilter(random, judge, depth - 1)]),
    };

    protected SeriesSplit Split(Random random, Judge judge)
    {
        var field = Pick(random);
        return new(field, [.. Values(random, judge, field).Append(Population.Value(field)).Distinct()]);
    }

    protected static Field Pick(Random random) => Rollup.Fields[random.Next(Rollup.Fields.Count)];

    private static Filter Condition(Random random, Judge judge) => (random.Next(3), Pick(random)) switch
    {
        (0, _) => new Filter.Within(FlowFields.ExporterIp, Prefix.Parse(random.Next(2) == 0 ? "240.0.0.0/4" : "2001:db8::/32")),
        (1, _) => new Filter.Between(FlowFields.Protocol, random.Next(8), random.Next(8, 256)),
        (_, var field) => new Filter.In(field, Values(random, judge, field)),
    };

    private static IReadOnlyList<FieldValue> Values(Random random, Judge judge, Field field) =>
        [.. judge.Rows.Select(field.ValueIn).OfType<FieldValue>().Distinct().OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
}
