using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

/// <summary>A worker stands still before each request in turn of a pass, while others go on, and then finishes what it had begun.</summary>
[Collection(Alone.Name)]
public sealed class OpenSearchStoodStill(OpenSearchStore store) : RolledUpContract(store), IClassFixture<OpenSearchStore>
{
    public enum Meanwhile
    {
        RowsAreRolledUp,
        TheDayIsGivenUp,
        TheStoreIsCleared,
        LinesAreGivenUp,
    }

    [Theory]
    [InlineData(Meanwhile.RowsAreRolledUp)]
    [InlineData(Meanwhile.TheDayIsGivenUp)]
    [InlineData(Meanwhile.TheStoreIsCleared)]
    [InlineData(Meanwhile.LinesAreGivenUp)]
    public async Task What_it_then_says_of_lines_that_are_gone_is_not_heard(Meanwhile meanwhile)
    {
        var (day, finished) = (Some.Day, false);
        for (var stop = 1; !finished; stop++, day = day.AddDays(1))
        {
            var rows = (await WrittenAsync(Store.Writer, RandomRows(4, [day]))).ToList();
            if (stop % 2 == 0) await Rollups.RollUpAsync(day, Cancellation);
            rows.AddRange(await WrittenAsync(Store.Writer, RandomRows(4, [day])));
            finished = await StandsStillAsync(stop, day, () => GoOnAsync(meanwhile, day, rows));

            await AssertAllAsync(day, rows);
            await Other.Rollups.RollUpAsync(day, Cancellation);
            await AssertAllAsync(day, rows);
            Assert.InRange(stop, 1, 40);
        }
    }

    private async Task GoOnAsync(Meanwhile meanwhile, DateOnly day, List<FlowRow> rows)
    {
        switch (meanwhile)
        {
            case Meanwhile.RowsAreRolledUp:
                rows.AddRange(await WrittenAsync(Other.Writer, RandomRows(4, [day])));
                await Other.Rollups.RollUpAsync(day, Cancellation);
                break;
            case Meanwhile.TheDayIsGivenUp:
                await Other.Retention.HoldFromAsync(day.AddDays(1), Cancellation);
                break;
            case Meanwhile.TheStoreIsCleared:
                await Other.Retention.ClearAsync(Cancellation);
                rows.Clear();
                rows.AddRange(await WrittenAsync(Other.Writer, RandomRows(4, [day])));
                break;
            default:
                await Other.Rollups.KeepFromAsync(day.AddDays(40), DateOnly.MinValue, Cancellation);
                break;
        }
    }

    private async Task AssertAllAsync(DateOnly day, IReadOnlyList<FlowRow> rows)
    {
        var start = Window.StartOf(day);
        var query = new SeriesQuery(Filter.Everything, start, start + Day, Rollup.QuarterHour, new(FlowFields.Protocol, [6, 17]));
        await AssertBucketsAsync(new(rows), query);
    }

    /// <returns>Whether the pass was over before it came to that request.</returns>
    private async Task<bool> StandsStillAsync(int stop, DateOnly day, Func<Task> meanwhile)
    {
        var (process, proxy) = await store.ProcessBehindAsync(Cancellation);
        await using var ends = proxy;
        var (reached, woken) = (new TaskCompletionSource(), new TaskCompletionSource());
        var requests = 0;
        proxy.Script = async request =>
        {
            if (Interlocked.Increment(ref requests) != stop) return await request.PassAsync();
            reached.SetResult();
            await woken.Task.WaitAsync(Cancellation);
            return await request.PassAsync();
        };
        var pass = PassAsync(process.Rollups, day);
        var isOver = await Task.WhenAny(pass, reached.Task) == pass;
        await meanwhile();
        woken.SetResult();
        await pass;
        return isOver;
    }

    private static async Task PassAsync(IRollups rollups, DateOnly day)
    {
        try
        {
            await rollups.RollUpAsync(day, Cancellation);
        }
        catch (StoreUnavailableException)
        {
            // What it had begun is gone.
        }
    }
}
