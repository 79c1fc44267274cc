using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Of days that are held: what roll-ups say is what rows say, whatever came after them.</summary>
public abstract class RollupContract(Store store) : RolledUpContract(store)
{
    private static readonly long Start = Window.StartOf(Week[^1]);

    [Fact]
    public async Task Any_range_is_added_up_as_from_rows()
    {
        var judge = new Judge(await WrittenAsync(Store.Writer, RandomRows(400, Week)));
        await RollUpAsync(Week);
        var random = new Random(Seed);
        for (var count = 0; count < Questions; count++)
        {
            var step = Steps[count % Steps.Count];
            var from = Start - Day + random.NextInt64(7 * Day);
            if (count % 3 == 0) from -= from % step;
            var to = Math.Min(from + Day + random.NextInt64(7 * Day), from + (6 * Questions * step));
            var query = new SeriesQuery(KeptFilter(random, judge), from, to, step, random.Next(2) == 0 ? Split(random, judge) : null)
            {
                Counted = random.Next(2) == 0 ? Pick(random) : null,
            };
            await AssertBothAsync(judge, query, HasWholeBucket(query) ? SeriesTier.QuarterHours : SeriesTier.Rows);
        }

        static bool HasWholeBucket(SeriesQuery query) => query.To > Start && query.From < Start + (7 * Day);
    }

    [Fact]
    public async Task A_question_that_they_do_not_fit_is_answered_by_rows()
    {
        var judge = new Judge(await WrittenAsync(Store.Writer, RandomRows(100, Week)));
        await RollUpAsync(Week);
        var app = Filter.Is(FlowFields.App, "alpha");
        SeriesQuery[] unfit =
        [
            new(app, Start, Start + Day, 5 * Minute), new(app, Start, Start + Day, 20 * Minute), new(app, Start, Start + Day, 7_777_777),
            new(Filter.Is(FlowFields.Rule, "alpha"), Start, Start + Day, Hour), new(new Filter.Any([app, Filter.EitherPort(443)]), Start, Start + Day, Hour),
            new(new Filter.Not(new Filter.Between(FlowFields.Bytes, 1, null)), Start, Start + Day, Hour),
            new(app, Start, Start + Day, Hour, new(FlowFields.DstPort, [443])), new(app, Start, Start + Day, Hour) { Counted = FlowFields.SrcIp },
        ];
        foreach (var query in unfit) await AssertSeriesAsync(judge, query, SeriesTier.Rows);
        await AssertSeriesAsync(judge, new(app, Start, Start + Day, Hour), SeriesTier.QuarterHours);
    }

    [Fact]
    public async Task Rows_that_come_late_count_before_they_are_rolled_up_and_after()
    {
        var rows = new List<FlowRow>();
        var query = new SeriesQuery(Filter.Everything, Start, Start + (7 * Day), 6 * Hour, new(FlowFields.Protocol, [6, 17])) { Counted = FlowFields.SubscriberId };
        for (var round = 0; round < 4; round++)
        {
            rows.AddRange(await WrittenAsync(Store.Writer, RandomRows(60, Week)));
            await AssertBothAsync(new(rows), query, round == 0 ? SeriesTier.Rows : SeriesTier.QuarterHours);
            await RollUpAsync(Week);
            await AssertBothAsync(new(rows), query, SeriesTier.QuarterHours);
        }
    }

    [Fact]
    public async Task What_is_sent_again_changes_nothing()
    {
        var rows = await WrittenAsync(Store.Writer, RandomRows(80, [Some.Day]));
        Assert.InRange(await Rollups.RollUpAsync(Some.Day, Cancellation), 1, 96);
        Assert.All(await Store.Writer.WriteAsync(rows, Cancellation), outcome => Assert.Equal(RowStatus.Duplicate, outcome.Status));
        await Store.SettleAsync(Cancellation);
        var query = new SeriesQuery(Filter.Everything, Window.StartOf(Some.Day), Window.StartOf(Some.Day) + Day, 15 * Minute);
        await AssertBothAsync(new(rows), query, SeriesTier.QuarterHours);
        await RollUpAsync(Some.Day, Some.Day);
        await AssertBothAsync(new(rows), query, SeriesTier.QuarterHours);
    }

    [Fact]
    public async Task Only_what_has_changed_is_written_anew()
    {
        await WrittenAsync(Store.Writer, [RowAt(Some.Time), RowAt(Some.Time + Hour), RowAt(Some.Time + (2 * Hour))]);
        Assert.Equal(3, await Rollups.RollUpAsync(Some.Day, Cancellation));
        Assert.Equal(0, await Rollups.RollUpAsync(Some.Day, Cancellation));
        await WrittenAsync(Store.Writer, [RowAt(Some.Time + Hour + 1), RowAt(Some.Time + Hour + 2), RowAt(Some.Time + (3 * Hour))]);
        Assert.Equal(2, await Rollups.RollUpAsync(Some.Day, Cancellation));
        Assert.Equal(0, await Rollups.RollUpAsync(Some.Day.AddDays(1), Cancellation));
        await Store.Days.OpenAsync(Some.Day.AddDays(1), Cancellation);
        Assert.Equal(0, await Rollups.RollUpAsync(Some.Day.AddDays(1), Cancellation));
    }

    [Fact]
    public async Task Nothing_of_before_a_clear_counts_after_it()
    {
        var before = await WrittenAsync(Store.Writer, RandomRows(100, Week));
        await RollUpAsync(Week);
        await Retention.HoldFromAsync(Week[3], Cancellation);
        await Retention.ClearAsync(Cancellation);
        var query = new SeriesQuery(Filter.Everything, Start, Start + (7 * Day), Day);
        Assert.All((await Reader.SeriesAsync(query, Cancellation)).Buckets, bucket => Assert.Equal(Totals.None, bucket.Totals));
        Assert.Equal(Totals.None, await Reader.TotalsAsync(Selection.Everything with { WithRollups = true }, Cancellation));

        // The same rows, and fewer of them than had been rolled up before.
        var after = before.Where(row => row.Flow.Window.Day >= Week[2]).Take(20).ToList();
        await WrittenAsync(Store.Writer, after);
        await AssertSeriesAsync(new(after), query, SeriesTier.Days);
        await RollUpAsync(Week);
        await AssertSeriesAsync(new(after), query, SeriesTier.Days);
    }

    [Fact]
    public async Task Of_a_held_day_that_is_kept_no_more_rows_are_read_and_it_may_be_rolled_up_again()
    {
        var judge = new Judge(await WrittenAsync(Store.Writer, RandomRows(100, Week)));
        await RollUpAsync(Week);
        var query = new SeriesQuery(Filter.Everything, Start, Start + (7 * Day), Hour);
        await Rollups.KeepFromAsync(Week[2], DateOnly.MinValue, Cancellation);
        await AssertBothAsync(judge, query, SeriesTier.QuarterHours);
        await Rollups.KeepFromAsync(Some.Day.AddDays(1), Some.Day.AddDays(1), Cancellation);
        await AssertBothAsync(judge, query, SeriesTier.Rows);
        await RollUpAsync(Week);
        await AssertBothAsync(judge, query, SeriesTier.QuarterHours);
    }
}
