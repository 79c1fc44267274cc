using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class BreakdownContract(Store store) : StoreContract(store)
{
    private static readonly IReadOnlyList<Field> Groupable = [.. FlowFields.All.Where(field => field.Groupable)];

    [Fact]
    public async Task Every_dimension_is_broken_down_by_others()
    {
        var judge = await StoredAsync(RandomRows(200, [.. Week.Take(2)]));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        foreach (var (number, dimension) in Groupable.Index())
        {
            var selection = number % 2 == 0 ? Own() : Own(questions.Range());
            await AssertTopAsync(judge, new(selection, dimension, (Measure)random.Next(3), random.Next(1, 8))
            {
                Breakdowns =
                [
                    new(dimension, 1),
                    new(Groupable[(number + 1) % Groupable.Count], random.Next(3, Breakdown.MaxLimit + 1)),
                    new(Groupable[(number + 7) % Groupable.Count], random.Next(3, Breakdown.MaxLimit + 1)),
                ],
            });
        }
    }

    [Fact]
    public async Task Seven_days_of_traffic_are_broken_down_exactly()
    {
        var judge = await StoredAsync(TrafficOf(Week, 1_000));
        foreach (var dimension in new Field[] { FlowFields.SrcIp, FlowFields.DstPort, FlowFields.Protocol })
        {
            await AssertTopAsync(judge, new(Own(), dimension, Measure.Flows, 10)
            {
                Then = Measure.Bytes,
                Breakdowns = [new(FlowFields.SrcIp, 5), new(FlowFields.DstIp, 5), new(FlowFields.DstPort, 5), new(FlowFields.Protocol, 2), new(FlowFields.SubscriberId, 5)],
            });
        }
    }

    [Fact]
    public async Task Values_that_tie_are_taken_in_their_order_and_those_without_one_are_none()
    {
        // More of them a day than a list of the largest holds; every second row has no application.
        var judge = await StoredAsync([.. Week.Take(3).SelectMany(day => Enumerable.Range(0, 200).Select(key => RowAt(Some.TimeOn(day), flow =>
        {
            flow.DstPort = 200 - key;
            flow.NextHop = key % 2 == 0 ? Address.FromV4((uint)key) : Address.FromParts((ulong)key << 32, 0);
            flow.App = key % 2 == 0 ? null : $"app {key}";
            flow.InIf = key % 3;
        })))]);
        await AssertTopAsync(judge, new(Own(), FlowFields.InIf, Measure.Flows, 3)
        {
            Breakdowns = [new(FlowFields.DstPort, 5), new(FlowFields.NextHop, 5), new(FlowFields.App, 5), new(FlowFields.Rule, 5), new(FlowFields.Protocol, 2)],
        });
    }

    [Fact]
    public async Task A_value_that_no_day_lists_first_may_lead_the_group()
    {
        var judge = await StoredAsync(Unlisted());
        var query = new TopQuery(Own(), FlowFields.DstIp, Measure.Bytes, 2) { Breakdowns = [new(FlowFields.SrcIp, 1), new(FlowFields.DstPort, 1)] };
        var top = await Reader.TopAsync(query, Cancellation);
        Assert.Equal(new(Steady, 999 * 7), Assert.Single(top.Entries[0].Breakdowns[0]));
        await AssertTopAsync(judge, query);
    }

    protected static Address Steady { get; } = Address.Parse("10.0.0.1");

    /// <summary>One destination, each day with other large sources than the next, and one that is large over the week alone; and one whose sources are few.</summary>
    protected IReadOnlyList<FlowRow> Unlisted()
    {
        var few = Address.Parse("192.0.2.2");
        var celebrities = Week.SelectMany((_, day) => Enumerable.Range(0, 20).Select(key => At(day, Address.FromV4((uint)((day * 100) + key)), 1_000)));
        var steady = Week.SelectMany((_, day) => new[] { At(day, Steady, 999), At(day, Address.Parse("10.0.0.2"), 5, few) });
        return [.. celebrities, .. steady];

        FlowRow At(int day, Address source, long bytes, Address? destination = null) => RowAt(Some.TimeOn(Week[day]), flow =>
            (flow.SrcIp, flow.DstIp, flow.Bytes) = (source, destination ?? flow.DstIp, bytes));
    }
}
