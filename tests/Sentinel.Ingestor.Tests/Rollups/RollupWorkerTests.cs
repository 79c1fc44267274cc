using Sentinel.Ingestor.Rollups;
using Sentinel.Ingestor.Tests.Writing;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Rollups;

public sealed class RollupWorkerTests
{
    private static readonly TimeSpan Interval = new RollupOptions().Interval;

    private readonly ManualTime time = new();
    private readonly RecordedRollups rollups = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_rolled_up_soon_after_they_came()
    {
        using var folder = new TemporaryFolder();
        await using var running = await RunningIngestor.EmbeddedAsync(folder.Path, ("Sentinel:Rollups:Interval", "00:00:01"));
        await running.Pipeline.TakeAsync(Published.Of(Some.Batch(40)).Body, default, Cancellation);
        var query = new SeriesQuery(Filter.Everything, Some.TimeOn(Some.Day, 0), Some.TimeOn(Some.Day.AddDays(1), 0), Rollup.QuarterHour);
        await Eventually.True(
            async () => (await running.Reader.SeriesAsync(query, Cancellation)).Tier == SeriesTier.QuarterHours, "they are rolled up", Cancellation);
        var series = await running.Reader.SeriesAsync(query, Cancellation);
        Assert.Equal(40, (long)series.Buckets.Aggregate(Totals.None, (sum, bucket) => sum + bucket.Totals).Sums.Flows);
    }

    [Fact]
    public async Task Every_held_day_that_is_kept_is_rolled_up_again_and_again_the_newest_first()
    {
        await using var running = await StartAsync(Some.Day.AddDays(-91), Some.Day.AddDays(-90), Some.Day);
        DateOnly[] round = [Some.Day, Some.Day.AddDays(-90)];
        await Eventually.True(() => rollups.RolledUp.Count == 2, "it is done", Cancellation);
        time.Advance(Interval);
        await Eventually.True(() => rollups.RolledUp.Count == 4, "it is done again", Cancellation);
        Assert.Equal([.. round, .. round], rollups.RolledUp);
    }

    [Fact]
    public async Task What_is_old_enough_is_given_up_once_a_day()
    {
        await using var running = await StartAsync();
        time.Advance(Interval);
        Assert.Equal([(Some.Day.AddDays(-90), Some.Day.AddDays(-1_826))], rollups.KeptFrom);
        await Eventually.True(
            () =>
            {
                time.Advance(TimeSpan.FromHours(1));
                return rollups.KeptFrom.Count > 1;
            },
            "it is given up the next day",
            Cancellation);
        Assert.Equal((Some.Day.AddDays(-89), Some.Day.AddDays(-1_825)), rollups.KeptFrom.Last());
    }

    [Fact]
    public async Task What_fails_is_told_once_and_tried_again_and_keeps_nothing_else_from_being_done()
    {
        DateOnly[] days = [.. Enumerable.Range(0, 4).Select(ago => Some.Day.AddDays(-ago))];
        rollups.Away.Add(days[0]);
        rollups.Away.Add(days[2]);
        await using var running = await StartAsync(days);
        using var counters = new Counters(running.Meters);
        for (var round = 2; round <= 3; round++)
        {
            time.Advance(Interval);
            await Eventually.True(() => rollups.RolledUp.Count == round * days.Length, "all days are tried", Cancellation);
        }

        Assert.Equal([.. days, .. days, .. days], rollups.RolledUp);
        Assert.Equal(4, counters["sentinel.ingest.upkeep_failures"]);
        Assert.Equal(1, running.Warnings.Count("Rows were not rolled up"));
    }

    /// <summary>Over a store with these days, until the worker has begun.</summary>
    private async Task<RunningWriter> StartAsync(params DateOnly[] days)
    {
        var store = new ScriptedStore();
        foreach (var day in days) await store.OpenAsync(day, Cancellation);
        var running = await RunningWriter.StartAsync(store, time, rollups: rollups);
        await Eventually.True(() => !rollups.KeptFrom.IsEmpty && time.Waiting == 3, "all workers wait", Cancellation);
        return running;
    }
}
