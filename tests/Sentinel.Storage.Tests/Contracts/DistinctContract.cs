using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class DistinctContract(Store store) : StoreContract(store)
{
    private static readonly IReadOnlyList<Field> Groupable = [.. FlowFields.All.Where(field => field.Groupable)];

    [Fact]
    public async Task The_values_of_every_dimension_are_counted()
    {
        var judge = await StoredAsync(RandomRows(200, Week));
        foreach (var dimension in Groupable) await AssertDistinctAsync(judge, new(Own(), dimension));
    }

    [Fact]
    public async Task The_values_of_random_selections_are_counted()
    {
        var judge = await StoredAsync(RandomRows(400, Week));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        for (var count = 0; count < 100; count++)
        {
            await AssertDistinctAsync(judge, new(Own(questions.Selection()), Groupable[random.Next(Groupable.Count)]));
        }
    }

    [Fact]
    public async Task A_value_of_several_days_counts_once()
    {
        var judge = await StoredAsync([.. Week.SelectMany((day, number) => Enumerable.Range(number * 100, 300).Select(key =>
            RowAt(Some.TimeOn(day), flow => (flow.SrcIp, flow.SubscriberId, flow.InIf) = (Address.FromV4((uint)key), $"user {key}", key))))]);
        foreach (var dimension in new Field[] { FlowFields.SrcIp, FlowFields.SubscriberId, FlowFields.InIf, FlowFields.Pair })
        {
            Assert.Equal(new(900, IsEstimate: false), await Reader.DistinctAsync(new(Own(), dimension), Cancellation));
            await AssertDistinctAsync(judge, new(Own(TimeRange.WindowsOverlapping(Some.TimeOn(Week[5]), Some.TimeOn(Week[2]))), dimension));
        }
    }

    [Fact]
    public async Task Nothing_is_not_a_value()
    {
        await StoredAsync([Row(), Row(flow => flow.App = "dns"), Row(flow => flow.NextHop = Address.Parse("::"))]);
        Assert.Equal(new(1, IsEstimate: false), await Reader.DistinctAsync(new(Own(), FlowFields.App), Cancellation));
        Assert.Equal(new(1, IsEstimate: false), await Reader.DistinctAsync(new(Own(), FlowFields.NextHop), Cancellation));
        Assert.Equal(new(0, IsEstimate: false), await Reader.DistinctAsync(new(Own(), FlowFields.ThreatIp), Cancellation));
        Assert.Equal(new(0, IsEstimate: false), await Reader.DistinctAsync(new(Own(TimeRange.LastSeenBetween(0, 1)), FlowFields.SrcIp), Cancellation));
    }

    [Fact]
    public async Task Fifty_thousand_values_are_counted_exactly_and_more_are_never_an_estimate_in_disguise()
    {
        const int Few = DistinctCount.ExactTo;
        const int Many = Few + 12_000;
        var judge = await StoredAsync([.. Enumerable.Range(0, Many).Select(key => RowAt(Some.TimeOn(Week[key % 3], key), flow =>
        {
            flow.SrcIp = Address.FromV4((uint)(key % Few));
            flow.DstIp = Address.FromV4((uint)(key % (Few + 1)));
        }))]);
        await AssertDistinctAsync(judge, new(Own(), FlowFields.SrcIp));
        foreach (var (dimension, truth) in new (Field, long)[] { (FlowFields.DstIp, Few + 1), (FlowFields.Pair, Many) })
        {
            var (count, isEstimate) = await Reader.DistinctAsync(new(Own(), dimension), Cancellation);
            if (isEstimate) Assert.InRange(count, Math.Max(Few + 1, truth * 0.99), truth * 1.01);
            else Assert.Equal(truth, count);
        }
    }
}
