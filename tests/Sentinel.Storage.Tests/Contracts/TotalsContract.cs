using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class TotalsContract(Store store) : StoreContract(store)
{
    [Fact]
    public async Task Random_selections_add_up()
    {
        var judge = await StoredAsync(RandomRows(400, Week));
        var questions = new Questions(Seed, judge);
        for (var count = 0; count < 150; count++) await AssertTotalsAsync(judge, Own(questions.Selection()));
    }

    [Fact]
    public async Task No_rows_add_up_to_nothing()
    {
        await StoredAsync(RandomRows(10, Week));
        Assert.Equal(Totals.None, await Reader.TotalsAsync(Own(Filter.Is(FlowFields.App, "nobody's")), Cancellation));
        Assert.Equal(Totals.None, await Reader.TotalsAsync(Own(TimeRange.LastSeenBetween(0, 1)), Cancellation));
    }

    [Fact]
    public async Task Sums_are_exact_to_two_to_the_53_a_day_and_past_it_over_days()
    {
        const long Odd = NumberField.MaxExact - 2_000_000;
        var rows = Week.SelectMany(day => new[] { Odd, 1_999_999, 1 }.Select(bytes => RowAt(Some.TimeOn(day), flow =>
            flow.Bytes = flow.Packets = flow.RequestBytes = flow.FlowCount = bytes))).ToList();
        var judge = await StoredAsync(rows);
        await AssertTotalsAsync(judge, Own());
        await AssertTopAsync(judge, new(Own(), FlowFields.SrcIp, Measure.Bytes, 1));
        await AssertTopAsync(judge, new(Own(), FlowFields.Pair, Measure.Packets, 10));
        Assert.Equal((Int128)NumberField.MaxExact * 7, (await Reader.TotalsAsync(Own(), Cancellation)).Sums.Bytes);
    }

    [Fact]
    public async Task The_newest_row_of_those_that_match_is_named()
    {
        var judge = await StoredAsync(RandomRows(200, Week));
        var questions = new Questions(Seed, judge);
        for (var count = 0; count < 50; count++)
        {
            var filter = Own(questions.Filter()).Filter;
            AssertSame(judge.Newest(filter), await Reader.NewestAsync(filter, Cancellation), new Selection(TimeRange.Everything, filter));
        }

        Assert.Null(await Reader.NewestAsync(Own(Filter.Is(FlowFields.App, "nobody's")).Filter, Cancellation));
    }

    [Fact]
    public async Task The_newest_row_may_lie_on_the_oldest_day()
    {
        var judge = await StoredAsync([.. Week.Select((day, index) => RowAt(Some.TimeOn(day), flow => flow.InIf = index))]);
        for (var index = 0; index < Week.Count; index++)
        {
            var filter = Own(Filter.Is(FlowFields.InIf, index)).Filter;
            Assert.Equal(Some.TimeOn(Week[index]), await Reader.NewestAsync(filter, Cancellation));
            Assert.Equal(judge.Newest(filter), await Reader.NewestAsync(filter, Cancellation));
        }
    }
}
