using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class SeriesContract(Store store) : StoreContract(store)
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Day = Window.DayMilliseconds;

    /// <summary>Those that answers are made of, days and more, and two that divide nothing.</summary>
    private static readonly long[] Steps =
    [
        30 * Second, Minute, 2 * Minute, 5 * Minute, 15 * Minute, 105 * Minute, 450 * Minute, 60 * Minute, 360 * Minute,
        Day, 7 * Day, 30 * Day, 7_777_777, 3 * Day / 2,
    ];

    private static readonly IReadOnlyList<Field> Groupable = [.. FlowFields.All.Where(field => field.Groupable)];

    [Fact]
    public async Task Random_ranges_are_added_up_in_every_step()
    {
        var judge = await StoredAsync(RandomRows(500, Week));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        for (var count = 0; count < 70; count++)
        {
            var step = Steps[count % Steps.Length];
            var split = random.Next(2) == 0 ? Split(judge, Groupable[random.Next(Groupable.Count)], random) : null;
            var from = Window.StartOf(Week[^1]) - Day + random.NextInt64(7 * Day);
            var length = Math.Min(1 + random.NextInt64(9 * Day), 1_000 * step);
            await AssertSeriesAsync(judge, new(Own(questions.Filter()).Filter, from, from + length, step, split));
        }
    }

    [Fact]
    public async Task Every_dimension_is_split_by_the_keys_that_are_named()
    {
        var judge = await StoredAsync(RandomRows(150, [.. Week.Take(3)]));
        var random = new Random(Seed);
        foreach (var dimension in Groupable)
        {
            await AssertSeriesAsync(judge, new(Own().Filter, Window.StartOf(Week[2]), Window.StartOf(Week[0]) + Day, 360 * Minute, Split(judge, dimension, random)));
        }
    }

    [Fact]
    public async Task As_many_keys_as_may_be_named_get_their_sums()
    {
        var judge = await StoredAsync([.. Enumerable.Range(0, SeriesSplit.MaxKeys + 5).Select(key => RowAt(Some.TimeOn(Week[key % 3]), flow =>
            (flow.DstIp, flow.SubscriberId) = (Address.FromV4((uint)key), $"user {key}")))]);
        foreach (var dimension in new Field[] { FlowFields.Pair, FlowFields.DstIp, FlowFields.SubscriberId })
        {
            var keys = judge.Rows.Take(SeriesSplit.MaxKeys).Select(dimension.ValueIn).OfType<FieldValue>().ToList();
            await AssertSeriesAsync(judge, new(Own().Filter, Window.StartOf(Week[2]), Window.StartOf(Week[0]) + Day, Day, new(dimension, keys)));
        }
    }

    [Fact]
    public async Task Different_values_are_counted_in_each_bucket()
    {
        var judge = await StoredAsync(RandomRows(60, [.. Week.Take(2)]));
        foreach (var (dimension, step) in Groupable.Index().Select(one => (one.Item, Steps[5 + (one.Index % 9)])))
            await AssertSeriesAsync(judge, new(Own().Filter, Some.TimeOn(Week[1]), Some.TimeOn(Week[0]) + 1, step) { Counted = dimension });
    }

    [Fact]
    public async Task A_key_that_no_row_has_is_zero_throughout()
    {
        await StoredAsync([Row(flow => (flow.SrcIp, flow.DstIp) = (Address.Parse("10.0.0.1"), Address.Parse("192.0.2.1")))]);
        (Field, FieldValue)[] splits =
        [
            (FlowFields.Pair, "192.0.2.1 → 10.0.0.1"), (FlowFields.Pair, "::ffff:10.0.0.1 → 192.0.2.1"), (FlowFields.Pair, "10.0.0.1 192.0.2.1"), (FlowFields.Pair, ""),
            (FlowFields.DstPort, 1L << 40), (FlowFields.InIf, long.MaxValue), (FlowFields.App, ""), (FlowFields.NextHop, Address.Parse("::")),
        ];
        foreach (var (field, key) in splits)
        {
            var query = new SeriesQuery(Own().Filter, Some.Time, Some.Time + Minute, Minute, new(field, [key]));
            var bucket = Assert.Single((await Reader.SeriesAsync(query, Cancellation)).Buckets);
            AssertSame((1, Totals.None), (bucket.Totals.Rows, Assert.Single(bucket.Keys)), query);
        }
    }

    [Fact]
    public async Task A_range_takes_its_first_moment_and_leaves_its_last()
    {
        var midnight = Window.StartOf(Some.Day);
        long[] edges = [midnight - Minute, midnight - 1, midnight, midnight + 1, midnight + Minute - 1, midnight + Minute, midnight + Minute + 1];
        var judge = await StoredAsync([.. edges.Select(time => RowAt(time))]);
        foreach (var from in edges)
        {
            foreach (var to in edges.Where(to => to > from))
            {
                foreach (var step in new[] { 30 * Second, Minute, 7_777, Day }) await AssertSeriesAsync(judge, new(Own().Filter, from, to, step));
            }
        }
    }

    [Fact]
    public async Task Buckets_without_rows_are_there_and_zero()
    {
        await StoredAsync([RowAt(Some.Time), RowAt(Some.TimeOn(Week[3]))]);
        var from = Window.StartOf(Week[^1]);
        var series = await Reader.SeriesAsync(new(Own().Filter, from, from + (7 * Day), 15 * Minute, new(FlowFields.DstPort, [443, 80])), Cancellation);
        Assert.Equal(Enumerable.Range(0, 7 * 96).Select(index => from + (index * 15 * Minute)), series.Buckets.Select(bucket => bucket.Start));
        Assert.Equal(2, series.Buckets.Count(bucket => bucket.Totals != Totals.None));
        Assert.All(series.Buckets, bucket => Assert.Equal([bucket.Totals, Totals.None], bucket.Keys));

        var before = await Reader.SeriesAsync(new(Own().Filter, 0, Day, 60 * Minute), Cancellation);
        Assert.Equal(24, before.Buckets.Count(bucket => bucket.Totals == Totals.None && bucket.Keys.Count == 0));
    }

    [Fact]
    public async Task Sums_are_exact_to_two_to_the_53_a_bucket_key_and_day_and_past_it_over_days()
    {
        const long Odd = NumberField.MaxExact - 2_000_000;
        var judge = await StoredAsync([.. Week.SelectMany(day => new[] { Odd, 1_999_999, 1 }.Select(bytes => RowAt(Some.TimeOn(day), flow =>
            flow.Bytes = flow.Packets = flow.RequestBytes = flow.ResponseBytes = flow.FlowCount = bytes)))]);
        foreach (var step in new[] { Minute, Day, 7 * Day, 1_000 * Day })
        {
            await AssertSeriesAsync(judge, new(Own().Filter, Some.TimeOn(Week[^1]), Some.Time + 1, step, new(FlowFields.DstPort, [443])));
        }
    }

    [Fact]
    public async Task As_many_points_as_may_be_asked_for_are_answered()
    {
        var judge = await StoredAsync([.. Enumerable.Range(0, 2_880).Select(index => RowAt(Some.TimeOn(Week[0], index * 30 * Second), flow => flow.DstPort = index % 40))]);
        var split = new SeriesSplit(FlowFields.DstPort, [.. Enumerable.Range(0, 16).Select(port => (FieldValue)port)]);
        var query = new SeriesQuery(Own().Filter, Window.StartOf(Week[0]), Window.StartOf(Week[0]) + Day, 30 * Second, split);
        Assert.InRange(query.Count * query.PointsABucket, SeriesQuery.MaxPoints - 2_880, SeriesQuery.MaxPoints);
        await AssertSeriesAsync(judge, query);
        await AssertSeriesAsync(judge, new(Own().Filter, Window.StartOf(Week[0]) - (30 * Day), Window.StartOf(Week[0]) + (4 * Day), Minute));
    }

    /// <summary>Some of the keys that rows have, and one that they may not have.</summary>
    private SeriesSplit Split(Judge judge, Field dimension, Random random)
    {
        var held = judge.Rows.Select(dimension.ValueIn).OfType<FieldValue>().Distinct().OrderBy(_ => random.Next()).Take(random.Next(1, 6));
        return new(dimension, [.. held.Append(Population.Value(dimension)).Distinct()]);
    }
}
