using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Of days whose rows are gone: what roll-ups keep of them is what their rows said.</summary>
public abstract class SealedRollupContract(Store store) : RolledUpContract(store)
{
    /// <summary>The first day that is held.</summary>
    private static readonly DateOnly First = Some.Day.AddDays(-2);

    private static readonly long Start = Window.StartOf(Week[^1]);
    private static readonly long End = Start + (7 * Day);

    [Fact]
    public async Task Series_go_on_as_if_the_rows_were_there()
    {
        var judge = await SealedAsync();
        var random = new Random(Seed);
        for (var count = 0; count < Questions * 2 / 3; count++)
        {
            var step = Steps[count % Steps.Count];
            var from = Start + (random.NextInt64(8 * 96) * Rollup.QuarterHour) - Day;
            var to = Math.Min(from + Day + random.NextInt64(6 * Day), from + (6 * Questions * step));
            if (to < Window.StartOf(First)) to -= to % Rollup.QuarterHour;
            var query = new SeriesQuery(KeptFilter(random, judge), from, to, step, random.Next(2) == 0 ? Split(random, judge) : null)
            {
                Counted = random.Next(2) == 0 ? Pick(random) : null,
            };
            await AssertSeriesAsync(judge, query, TierOf(query));
        }

        static SeriesTier TierOf(SeriesQuery query)
        {
            var gone = new TimeSlice(query.From, Math.Min(query.To, Window.StartOf(First)));
            return query.Step % Day == 0 && !gone.Whole(Day).IsEmpty ? SeriesTier.Days : SeriesTier.QuarterHours;
        }
    }

    [Fact]
    public async Task Totals_lists_and_counts_reach_back_where_they_are_asked_to()
    {
        var judge = await SealedAsync();
        var held = new Judge([.. judge.Rows.Where(row => row.Flow.Window.Day >= First)]);
        var random = new Random(Seed);
        for (var count = 0; count < Questions / 5; count++)
        {
            var from = random.Next(3) == 0 ? (long?)null : Start + (random.NextInt64(8 * 96) * Rollup.QuarterHour) - Day;
            var range = random.Next(2) == 0 ? TimeRange.LastSeenBetween(from, null) : TimeRange.WindowsOverlapping(from, null);
            var asked = new Selection(range, KeptFilter(random, judge));
            var (dimension, reaching) = (Pick(random), asked with { WithRollups = true });
            await AssertTotalsAsync(judge, reaching);
            await AssertTotalsAsync(held, asked);
            var measure = (Measure)random.Next(3);
            await AssertTopAsync(judge, new(reaching, dimension, measure, 5) { Breakdowns = [new(Pick(random), 3)] });
            await AssertTopAsync(held, new(asked, dimension, measure, 5));
            await AssertDistinctAsync(judge, new(reaching, dimension));
            var groups = new GroupsQuery(reaching, dimension, 1_000, Population.Value(dimension));
            AssertSame([.. TopText.Of(judge.GroupsByKey(groups))], [.. TopText.Of(await Reader.GroupsAsync(groups, Cancellation))], groups);
            await AssertDistinctAsync(held, new(asked, dimension));
            await AssertTopAsync(held, new(reaching, FlowFields.SrcIp, measure, 5));
            await AssertTotalsAsync(held, reaching.And(new Filter.Not(Filter.Is(FlowFields.SrcPort, 70_000))));
        }
    }

    [Fact]
    public async Task Of_a_bucket_that_the_range_cuts_nobody_knows()
    {
        await WrittenAsync(Store.Writer, [RowAt(Start), RowAt(Start + Rollup.QuarterHour), RowAt(Start + Day - 1), RowAt(Start + Day)]);
        await Retention.HoldFromAsync(First, Cancellation);
        Assert.Equal(4, await RowsAsync(Start, End));
        Assert.Equal(3, await RowsAsync(Start + 1, End));
        Assert.Equal(2, await RowsAsync(Start, Start + Day - 1));
        Assert.Equal(0, await RowsAsync(Start + 1, Start + Rollup.QuarterHour + 1));

        async Task<long> RowsAsync(long from, long to) =>
            (await Reader.SeriesAsync(new(Filter.Everything, from, to, 7 * Day), Cancellation)).Buckets.Sum(bucket => bucket.Totals.Rows);
    }

    [Fact]
    public async Task Days_outlive_quarter_hours_and_are_given_up_in_the_end()
    {
        var judge = await SealedAsync();
        var (byHour, byDay) = (new SeriesQuery(Filter.Everything, Start, End, Hour), new SeriesQuery(Filter.Everything, Start, End, Day));
        await Rollups.KeepFromAsync(Week[4], DateOnly.MinValue, Cancellation);
        await AssertSeriesAsync(Since(Week[4]), byHour, SeriesTier.QuarterHours);
        await AssertSeriesAsync(judge, byDay, SeriesTier.Days);
        await Rollups.KeepFromAsync(Some.Day.AddDays(1), Week[5], Cancellation);
        await AssertSeriesAsync(Since(First), byHour, SeriesTier.QuarterHours);
        await AssertSeriesAsync(Since(Week[5]), byDay, SeriesTier.Days);

        Judge Since(DateOnly first) => new([.. judge.Rows.Where(row => row.Flow.Window.Day >= first)]);
    }

    /// <summary>Days with rows over a long time, the newest first, which is the only one that is held in the end.</summary>
    protected virtual IReadOnlyList<DateOnly> LongTime { get; } = [.. Enumerable.Range(0, 29).Select(back => Some.Day.AddDays(-13 * back))];

    [Fact]
    public async Task Days_over_a_long_time_outlive_their_rows()
    {
        var judge = new Judge(await WrittenAsync(Store.Writer, RandomRows(300, LongTime)));
        await Retention.HoldFromAsync(LongTime[LongTime.Count / 3], Cancellation);
        await Retention.HoldFromAsync(LongTime[0], Cancellation);
        Assert.Equal([LongTime[0]], await Store.Days.ListAsync(Cancellation));
        var query = new SeriesQuery(Filter.Everything, Window.StartOf(LongTime[^1]), Window.StartOf(LongTime[0]) + Day, Day, new(FlowFields.Protocol, [6]))
        {
            Counted = FlowFields.App,
        };
        await AssertSeriesAsync(judge, query, SeriesTier.Days);
        await AssertTotalsAsync(judge, Selection.Everything with { WithRollups = true });
    }

    /// <summary>Rows of a week, of which some were rolled up before others came; all days before the first held one are sealed.</summary>
    private async Task<Judge> SealedAsync()
    {
        var rows = (await WrittenAsync(Store.Writer, RandomRows(300, Week))).ToList();
        await RollUpAsync(Week.Where(day => day.Day % 2 == 0));
        rows.AddRange(await WrittenAsync(Store.Writer, RandomRows(100, Week)));
        await Retention.HoldFromAsync(First, Cancellation);
        await RollUpAsync(Week);
        return new(rows);
    }
}
