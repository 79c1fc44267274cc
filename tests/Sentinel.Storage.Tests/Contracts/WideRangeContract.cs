using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>More days with rows than one request can name, of a year that no other test has.</summary>
public abstract class WideRangeContract(Store store) : StoreContract(store)
{
    private const int Year = 2031;

    private static readonly IReadOnlyList<DateOnly> Days = [.. Enumerable.Range(0, 180).Select(number => new DateOnly(Year, 3, 1).AddDays(number))];

    private static readonly TimeRange Range = TimeRange.WindowsOverlapping(Window.StartOf(new(Year, 1, 1)), Window.StartOf(new(Year + 1, 1, 1)));

    [Fact]
    public async Task Every_question_is_answered_over_more_days_than_a_request_can_name()
    {
        var openings = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation };
        await Parallel.ForEachAsync(Days, openings, async (day, cancellation) => await Store.Days.OpenAsync(day, cancellation));
        var few = Days.SelectMany(day => RandomRows(2, [day]));
        var many = Enumerable.Range(0, DistinctCount.ExactTo).Select(key =>
            RowAt(Some.TimeOn(Days[key % 2], key), flow => (flow.NextHop, flow.Rule) = (Address.FromV4((uint)key), "many")));
        await AskAsync(await StoredAsync([.. few, .. many]));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Store.ForgetAsync(Year, CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    private async Task AskAsync(Judge judge)
    {
        var (all, few) = (Own(Range), Own(new Selection(Range, new Filter.Not(Filter.Is(FlowFields.Rule, "many")))));
        var byBytes = new RowOrder(FlowFields.Bytes, Descending: true);
        await AssertFindsAsync(judge, new(few, RowOrder.NewestFirst, 150, 100));
        await AssertFindsAsync(judge, new(all, byBytes, 50_300, 100));
        await AssertStreamsAsync(judge, new(few, RowOrder.NewestFirst));
        await AssertStreamsAsync(judge, new(few, byBytes));
        await AssertStreamsAsync(judge, new(few, new(FlowFields.LastSeen, Descending: false) { GroupedBy = FlowFields.SubscriberId }));
        var groups = new GroupsQuery(few, FlowFields.SubscriberId, 20);
        AssertSame([.. TopText.Of(judge.GroupsByKey(groups).Take(groups.Limit))], [.. TopText.Of(await Reader.GroupsAsync(groups, Cancellation))], groups);
        await AssertTotalsAsync(judge, all);
        AssertSame(judge.Newest(few.Filter), await Reader.NewestAsync(few.Filter, Cancellation), few);
        foreach (var dimension in new Field[] { FlowFields.SrcIp, FlowFields.Pair })
        {
            await AssertTopAsync(judge, new(few, dimension, Measure.Packets, 20));
            await AssertDistinctAsync(judge, new(few, dimension));
        }

        var (from, to) = (Window.StartOf(Days[0]), Window.StartOf(Days[^1].AddDays(1)));
        await AssertSeriesAsync(judge, new(few.Filter, from, to, 7 * Window.DayMilliseconds, new(FlowFields.DstPort, [443, 1, 2, 3])));
        await AssertSeriesAsync(judge, new(few.Filter, from, to, 3_600_000));

        var truth = judge.Distinct(new(all, FlowFields.NextHop));
        var (count, isEstimate) = await Reader.DistinctAsync(new(all, FlowFields.NextHop), Cancellation);
        Assert.True(truth > DistinctCount.ExactTo);
        if (isEstimate) Assert.InRange(count, truth * 0.99, truth * 1.01);
        else Assert.Equal(truth, count);
    }
}
