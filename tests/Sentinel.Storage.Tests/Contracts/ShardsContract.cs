using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Every question over days that are spread over several shards, of which none sees all rows of a group.</summary>
public abstract class ShardsContract(Store store) : StoreContract(store)
{
    private static readonly IReadOnlyList<Field> Groupable = [.. FlowFields.All.Where(field => field.Groupable)];

    [Fact]
    public async Task Random_questions_of_every_kind_are_answered()
    {
        var judge = await StoredAsync(RandomRows(400, [.. Week.Take(4)]));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        for (var count = 0; count < 20; count++)
        {
            var (selection, order, dimension) = (Own(questions.Selection()), questions.Order(), Groupable[random.Next(Groupable.Count)]);
            await AssertFindsAsync(judge, new(selection, order, random.Next(50), 20));
            await AssertStreamsAsync(judge, new(selection, order));
            await AssertTotalsAsync(judge, selection);
            await AssertTopAsync(judge, new(selection, dimension, (Measure)random.Next(2), random.Next(1, 30))
            {
                Then = Measure.Flows,
                Breakdowns = [new(Groupable[random.Next(Groupable.Count)], random.Next(1, 6))],
            });
            var row = judge.Rows[random.Next(judge.Rows.Count)];
            Assert.Equal(row.Id, (await Reader.FindRowAsync(row.Id, Own().Filter, Cancellation))?.Id);
            await AssertDistinctAsync(judge, new(selection, dimension));
            var keys = judge.Rows.Take(30).Select(dimension.ValueIn).OfType<FieldValue>().Append(Population.Value(dimension)).Distinct().ToList();
            await AssertSeriesAsync(judge, new(selection.Filter, Some.TimeOn(Week[3]), Some.Time, random.Next(600_000, 50_000_000), new(dimension, keys)));
        }
    }

    [Fact]
    public async Task Traffic_is_ranked_exactly_and_streamed_whole()
    {
        var judge = await StoredAsync(TrafficOf([.. Week.Take(3)], 4_000));
        foreach (var dimension in new Field[] { FlowFields.SrcIp, FlowFields.Pair, FlowFields.SubscriberId })
        {
            await AssertTopAsync(judge, new(Own(), dimension, Measure.Bytes, 100));
            await AssertTopAsync(judge, new(Own(TimeRange.WindowsOverlapping(Some.TimeOn(Week[0], 0), null)), dimension, Measure.Flows, 20)
            {
                Then = Measure.Bytes,
                Breakdowns = [new(FlowFields.DstIp, 5), new(FlowFields.DstPort, 5), new(FlowFields.Protocol, 2)],
            });
        }

        await AssertStreamsAsync(judge, new(Own(), new(FlowFields.Bytes, Descending: true)));
        await AssertSeriesAsync(judge, new(Own().Filter, Some.TimeOn(Week[2], 0), Some.Time, 15 * 60_000, new(FlowFields.Protocol, [6, 17])));
    }

    [Fact]
    public async Task More_groups_than_any_list_holds_are_ranked_and_counted()
    {
        const int Few = 31_000; // more than the largest list that is asked for
        var judge = await StoredAsync([.. Enumerable.Range(0, Few + 1).Select(key => RowAt(Some.TimeOn(Week[key % 100 == 0 ? 1 : 0], key), flow =>
            (flow.NextHop, flow.InIf) = (Address.FromV4((uint)(key % (Few - 500))), key % Few)))]);
        await AssertTopAsync(judge, new(Own(), FlowFields.NextHop, Measure.Flows, 20));
        await AssertTopAsync(judge, new(Own(), FlowFields.NextHop, Measure.Bytes, TopQuery.MaxLimit));
        await AssertDistinctAsync(judge, new(Own(), FlowFields.InIf));
        await AssertDistinctAsync(judge, new(Own(), FlowFields.NextHop));
    }

    [Fact]
    public async Task Sums_are_exact_to_two_to_the_53_a_day()
    {
        const long Odd = NumberField.MaxExact - 2_000_000;
        var judge = await StoredAsync([.. Week.SelectMany(day => new[] { Odd, 1_999_999, 1 }.Select(bytes => RowAt(Some.TimeOn(day), flow => flow.Bytes = bytes)))]);
        await AssertTotalsAsync(judge, Own());
        await AssertTopAsync(judge, new(Own(), FlowFields.Pair, Measure.Bytes, 1));
        await AssertSeriesAsync(judge, new(Own().Filter, Some.TimeOn(Week[^1]), Some.Time + 1, 7 * Window.DayMilliseconds, new(FlowFields.DstPort, [443])));
    }
}
