using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

/// <summary>A process dies at each request in turn of what it does to the store, before the engine has it or after; another goes on.</summary>
[Collection(Alone.Name)]
public sealed class OpenSearchHalfDone(OpenSearchStore store) : RolledUpContract(store), IClassFixture<OpenSearchStore>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Giving_a_day_up_is_finished_by_another(bool applied)
    {
        var (first, finished) = (Some.Day, false);
        var rows = await WrittenAsync(Store.Writer, RandomRows(3, [first.AddDays(-1)]));
        for (var dies = 1; !finished; dies++, first = first.AddDays(1))
        {
            var (before, now) = (rows, await WrittenAsync(Store.Writer, RandomRows(3, [first])));
            finished = await DiesAsync(process => process.Retention.HoldFromAsync(first, Cancellation), dies, applied);
            rows = now;

            // From the moment it is agreed, and not only once the day is sealed.
            var isGivenUp = (await Retention.ReadAsync(Cancellation)).HeldFrom == first;
            await AssertTotalsAsync(new(isGivenUp ? rows : [.. before, .. rows]), Own());
            var state = await Retention.HoldFromAsync(first, Cancellation);
            Assert.Equal((first, first), (state.HeldFrom, state.Sealed));
            Assert.Equal([NameOf(first)], await store.DayIndicesAsync(Cancellation));
            await AssertTotalsAsync(new(rows), Own());
            Assert.InRange(dies, 1, 80);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clearing_is_finished_by_another(bool applied)
    {
        var finished = false;
        for (var dies = 1; !finished; dies++)
        {
            var rows = await WrittenAsync(Other.Writer, RandomRows(10, [Some.Day]));
            var before = (await Retention.ReadAsync(Cancellation)).Generation;
            finished = await DiesAsync(process => process.Retention.ClearAsync(Cancellation), dies, applied);

            var isCleared = (await Retention.ReadAsync(Cancellation)).Generation > before;
            await AssertTotalsAsync(new(isCleared ? [] : rows), Own());
            await Retention.ClearAsync(Cancellation);
            Assert.Empty(await store.DayIndicesAsync(Cancellation));
            await AssertTotalsAsync(new Judge([]), Own());
            Assert.InRange(dies, 1, 10);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rolling_up_is_finished_by_another(bool applied)
    {
        var (rows, finished, start) = (new List<FlowRow>(), false, Window.StartOf(Some.Day));
        var query = new SeriesQuery(Filter.Everything, start, start + Day, Rollup.QuarterHour, new(FlowFields.Protocol, [6, 17]));
        for (var dies = 1; !finished; dies++)
        {
            rows.AddRange(await WrittenAsync(Store.Writer, RandomRows(3, [Some.Day])));
            finished = await DiesAsync(process => process.Rollups.RollUpAsync(Some.Day, Cancellation), dies, applied);
            await AssertBucketsAsync(new(rows), query);
            await Rollups.RollUpAsync(Some.Day, Cancellation);
            await AssertSeriesAsync(new(rows), query, SeriesTier.QuarterHours);
            Assert.InRange(dies, 1, 40);
        }
    }

    /// <returns>Whether the work was finished before the process died.</returns>
    private async Task<bool> DiesAsync(Func<Ports, Task> work, int dies, bool applied)
    {
        var (process, proxy) = await store.ProcessBehindAsync(Cancellation);
        await using var ends = proxy;
        var requests = 0;
        proxy.Script = async request =>
        {
            var number = Interlocked.Increment(ref requests);
            var answer = number < dies || (number == dies && applied) ? await request.PassAsync() : null;
            return number < dies ? answer : null;
        };
        try
        {
            await work(process);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static string NameOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"flows-{day:yyyy.MM.dd}");
}
