using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class RollupTests
{
    private static readonly long Start = Window.StartOf(Some.Day);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_is_opened_again_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        for (var opened = 0; opened < 3; opened++)
        {
            await using var store = new OpenStore(folder.Path);
            await store.Days.OpenAsync(Some.Day, Cancellation);
            Assert.Equal(0, await store.Get<IRollups>().RollUpAsync(Some.Day, Cancellation));
            await store.Writer.WriteAsync(Some.Rows(3_000, (flow, _) => flow.LastSeen = Some.Time + (opened * Rollup.QuarterHour)), Cancellation);
            Assert.Equal(1, await store.Get<IRollups>().RollUpAsync(Some.Day, Cancellation));
            var series = await store.Reader.SeriesAsync(new(Filter.Everything, Start, Start + Window.DayMilliseconds, Rollup.QuarterHour), Cancellation);
            Assert.Equal(SeriesTier.QuarterHours, series.Tier);
            Assert.Equal(Enumerable.Repeat(3_000L, opened + 1), series.Buckets.Select(bucket => bucket.Totals.Rows).Where(rows => rows > 0));
        }
    }

    [Fact]
    public async Task Rows_of_many_days_wait_for_a_question_whose_roll_ups_were_replaced()
    {
        const int Days = 40;
        using var folder = new TemporaryFolder();
        var time = new ManualTime();
        await using var store = new OpenStore(folder.Path, time);
        for (var back = 0; back < Days; back++) await store.Days.OpenAsync(Some.Day.AddDays(-back), Cancellation);
        await RollUpAnotherRowAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var end = new ManualResetEventSlim();
        var question = store.Get<Database>().UseAsync(
            connection => connection.Transaction(() =>
            {
                connection.Execute("SELECT count(*) FROM rollups_15m");
                begun.SetResult();
                end.Wait(Cancellation);
            }),
            Cancellation);
        await begun.Task;
        await RollUpAnotherRowAsync();

        var writing = store.Writer.WriteAsync(Some.Rows(Days, (flow, index) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(-index))), Cancellation);
        await Eventually.True(() => time.Waiting > 0 || writing.IsCompleted, "the writer has met the question", Cancellation);
        end.Set();
        await question;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.All(await writing, outcome => Assert.Equal(RowStatus.Stored, outcome.Status));

        async Task RollUpAnotherRowAsync()
        {
            await store.Writer.WriteAsync([Some.Row()], Cancellation);
            await store.Get<IRollups>().RollUpAsync(Some.Day, Cancellation);
        }
    }

    [Fact]
    public async Task Sums_may_be_wider_than_64_bits()
    {
        const int Rows = 3_000;
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        await store.Writer.WriteAsync(Some.Rows(Rows, (flow, _) => flow.Bytes = flow.Packets = NumberField.MaxExact), Cancellation);
        var expected = (Int128)NumberField.MaxExact * Rows;
        Assert.True(expected > long.MaxValue);
        await store.Get<IRollups>().RollUpAsync(Some.Day, Cancellation);
        await AssertAsync(SeriesTier.QuarterHours);
        await store.Get<IRetention>().HoldFromAsync(Some.Day.AddDays(1), Cancellation);
        await AssertAsync(SeriesTier.Days);

        async Task AssertAsync(SeriesTier tier)
        {
            var series = await store.Reader.SeriesAsync(new(Filter.Everything, Start, Start + Window.DayMilliseconds, Window.DayMilliseconds), Cancellation);
            Assert.Equal((expected, expected, tier), (series.Buckets[0].Totals.Sums.Bytes, series.Buckets[0].Totals.Sums.Packets, series.Tier));
        }
    }
}
