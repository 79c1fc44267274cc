using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class KillTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_process_killed_while_it_appends_loses_nothing_it_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new HashSet<int>();
        foreach (var calls in (int[])[3, 10, 25])
        {
            using var process = new AppendingProcess(folder.Path);
            acknowledged.UnionWith(await process.KillAfterAsync(calls, Cancellation));

            await using var store = new OpenStore(folder.Path);
            var before = await store.Reader.TotalsAsync(Selection.Everything, Cancellation);
            Assert.Equal(0, before.Rows % AppendingProcess.RowsInCall);
            Assert.Equal(before, (await RolledUpAsync(store)).Totals);
            foreach (var call in acknowledged)
            {
                var outcomes = await store.Writer.WriteAsync(AppendingProcess.RowsOf(call), Cancellation);
                Assert.All(outcomes, outcome => Assert.Equal(RowStatus.Duplicate, outcome.Status));
            }

            Assert.Equal(before, await store.Reader.TotalsAsync(Selection.Everything, Cancellation));
            await store.Get<IRollups>().RollUpAsync(Some.Day, Cancellation);
            Assert.Equal((before, SeriesTier.QuarterHours), await RolledUpAsync(store));
        }
    }

    /// <summary>What roll-ups say, and rows where they are newer.</summary>
    private static async Task<(Totals Totals, SeriesTier Tier)> RolledUpAsync(OpenStore store)
    {
        var start = Window.StartOf(Some.Day);
        var series = await store.Reader.SeriesAsync(new(Filter.Everything, start, start + Window.DayMilliseconds, Rollup.QuarterHour), Cancellation);
        return (series.Buckets.Aggregate(Totals.None, (sum, bucket) => sum + bucket.Totals), series.Tier);
    }
}
