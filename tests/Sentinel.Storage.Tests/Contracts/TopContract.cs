using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class TopContract(Store store) : StoreContract(store)
{
    private static readonly IReadOnlyList<Field> Groupable = [.. FlowFields.All.Where(field => field.Groupable)];

    [Fact]
    public async Task A_hundred_rows_are_ranked_by_every_dimension_and_measure()
    {
        var judge = await StoredAsync(RandomRows(100, [.. Week.Take(3)]));
        var asked = 0;
        int[] limits = [1, 20, 2, TopQuery.MaxLimit, 3];
        Measure?[] seconds = [null, Measure.Packets, Measure.Flows, Measure.Bytes];
        foreach (var dimension in Groupable)
        {
            foreach (var measure in Enum.GetValues<Measure>())
            {
                var then = seconds[asked % seconds.Length];
                await AssertTopAsync(judge, new(Own(), dimension, measure, limits[asked++ % limits.Length]) { Then = then == measure ? null : then });
            }
        }
    }

    [Fact]
    public async Task Random_selections_are_ranked()
    {
        var judge = await StoredAsync(RandomRows(400, Week));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        for (var count = 0; count < 100; count++)
        {
            var dimension = Groupable[random.Next(Groupable.Count)];
            await AssertTopAsync(judge, new(Own(questions.Selection()), dimension, (Measure)random.Next(3), random.Next(1, 30)));
        }
    }

    [Fact]
    public async Task Seven_days_of_traffic_are_ranked_exactly()
    {
        var judge = await StoredAsync(TrafficOf(Week, 2_000));
        foreach (var dimension in new Field[] { FlowFields.SrcIp, FlowFields.DstIp, FlowFields.Pair, FlowFields.SubscriberId, FlowFields.DstPort })
        {
            foreach (var measure in Enum.GetValues<Measure>())
            {
                await AssertTopAsync(judge, new(Own(), dimension, measure, 20) { Then = measure == Measure.Flows ? Measure.Bytes : null });
            }

            await AssertTopAsync(judge, new(Own(), dimension, Measure.Bytes, 100));
        }

        await AssertTopAsync(judge, new(Own(), FlowFields.SrcIp, Measure.Bytes, TopQuery.MaxLimit));
        await AssertTopAsync(judge, new(Own(), FlowFields.Pair, Measure.Packets, TopQuery.MaxLimit));
        var udp = Filter.Is(FlowFields.Protocol, 17);
        var half = TimeRange.WindowsOverlapping(Some.TimeOn(Week[5]), Some.TimeOn(Week[1]));
        await AssertTopAsync(judge, new(Own(new Selection(half, udp)), FlowFields.SrcIp, Measure.Bytes, 50));
        await AssertTopAsync(judge, new(Own(half), FlowFields.Pair, Measure.Flows, 50));
    }

    [Fact]
    public async Task Keys_that_tie_at_the_boundary_are_taken_in_their_order()
    {
        // Every key has the same sum over the week, no two days divide it alike.
        var rows = Enumerable.Range(0, 300).SelectMany(key => Week.Select((day, index) => RowAt(Some.TimeOn(day), flow =>
        {
            flow.SrcIp = key % 2 == 0 ? Address.FromV4((uint)key) : Address.FromParts((ulong)key << 32, 0);
            flow.SubscriberId = Vocabulary.Words[key % Vocabulary.Words.Count] + (key / Vocabulary.Words.Count);
            flow.InIf = key;
            flow.Bytes = index == 6 ? 10_000 - (6 * (key % 100)) : key % 100;
            flow.Packets = key % 9 * index;
        })));
        var judge = await StoredAsync([.. rows]);
        foreach (var dimension in new Field[] { FlowFields.SrcIp, FlowFields.SubscriberId, FlowFields.InIf, FlowFields.Pair })
        {
            foreach (var limit in new[] { 1, 20, 299, 301 }) await AssertTopAsync(judge, new(Own(), dimension, Measure.Bytes, limit));
            await AssertTopAsync(judge, new(Own(), dimension, Measure.Flows, 7));
            await AssertTopAsync(judge, new(Own(), dimension, Measure.Bytes, 20) { Then = Measure.Packets });
        }
    }

    [Fact]
    public async Task A_flat_measure_over_more_keys_than_a_list_can_hold_is_ranked_exactly()
    {
        var flat = Enumerable.Range(0, 33_000).Select(key => Flat(Week[0], key));
        var few = Enumerable.Range(16_000, 500).Select(key => Flat(Week[1], key));
        var none = Enumerable.Range(0, 10).Select(index => RowAt(Some.TimeOn(Week[index % 3])));
        var judge = await StoredAsync([.. flat, .. few, .. none]);
        // Of the 500 that have two rows, the first 20 by key; then all of these, and as many of those that tie behind them.
        foreach (var dimension in new Field[] { FlowFields.NextHop, FlowFields.SubscriberId })
        {
            await AssertTopAsync(judge, new(Own(), dimension, Measure.Flows, 20));
            await AssertTopAsync(judge, new(Own(), dimension, Measure.Bytes, TopQuery.MaxLimit) { Then = Measure.Flows });
        }

        FlowRow Flat(DateOnly day, int key) => RowAt(Some.TimeOn(day, key), flow =>
            (flow.NextHop, flow.SubscriberId) = (Address.FromV4(0x0B00_0000 + (uint)key), $"user {key}"));
    }

    [Fact]
    public async Task A_key_that_no_day_lists_first_may_lead_the_week()
    {
        var celebrities = Week.SelectMany((day, number) => Enumerable.Range(0, 1_200).Select(key =>
            RowAt(Some.TimeOn(day, key), flow => (flow.SrcIp, flow.Bytes) = (Address.FromV4((uint)((number * 2_000) + key)), 1_000))));
        var steady = Week.Select(day => RowAt(Some.TimeOn(day), flow => (flow.SrcIp, flow.Bytes) = (Address.FromV4(0x0A00_0001), 999)));
        var judge = await StoredAsync([.. celebrities, .. steady]);
        var top = await Reader.TopAsync(new(Own(), FlowFields.SrcIp, Measure.Bytes, 1), Cancellation);
        Assert.Equal(Address.FromV4(0x0A00_0001), Assert.Single(top.Entries).Key.AsAddress());
        Assert.Equal(999 * 7, top.Entries[0].Sums.Bytes);
        await AssertTopAsync(judge, new(Own(), FlowFields.SrcIp, Measure.Bytes, 5));
    }

    [Fact]
    public async Task Rows_without_the_dimension_form_no_group_but_count_in_the_totals()
    {
        var judge = await StoredAsync([Row(), Row(flow => flow.App = "dns"), Row()]);
        var top = await Reader.TopAsync(new(Own(), FlowFields.App, Measure.Bytes, 10), Cancellation);
        Assert.Equal("dns", Assert.Single(top.Entries).Key.AsKeyword());
        Assert.Equal(3, top.Totals.Rows);
        await AssertTopAsync(judge, new(Own(), FlowFields.ThreatIp, Measure.Bytes, 10));
    }

    [Fact]
    public async Task Groups_whose_measure_is_nothing_are_groups()
    {
        var judge = await StoredAsync([.. Week.Select((day, index) => RowAt(Some.TimeOn(day), flow => (flow.Bytes, flow.InIf) = (0, index % 3)))]);
        await AssertTopAsync(judge, new(Own(), FlowFields.InIf, Measure.Bytes, 2));
        await AssertTopAsync(judge, new(Own(), FlowFields.InIf, Measure.Bytes, 10));
    }

    [Fact]
    public async Task A_group_that_leads_one_day_brings_its_rows_of_a_day_when_it_had_nothing_of_the_measure()
    {
        var denied = Enumerable.Range(1, 300).Append(8_080).Append(8_080).Select(port => RowAt(Some.TimeOn(Week[0]), flow => (flow.DstPort, flow.Bytes) = (port, 0)));
        var allowed = RowAt(Some.TimeOn(Week[1]), flow => (flow.DstPort, flow.Bytes) = (8_080, 100));
        var judge = await StoredAsync([.. denied, allowed]);
        await AssertTopAsync(judge, new(Own(), FlowFields.DstPort, Measure.Bytes, 1));
        await AssertTopAsync(judge, new(Own(), FlowFields.DstPort, Measure.Bytes, 5));
    }

    [Fact]
    public async Task No_rows_make_an_empty_list()
    {
        await StoredAsync(RandomRows(10, Week));
        foreach (var selection in new[] { Own(Filter.Is(FlowFields.App, "nobody's")), Own(TimeRange.LastSeenBetween(0, 1)) })
        {
            var top = await Reader.TopAsync(new(selection, FlowFields.SrcIp, Measure.Bytes, 10), Cancellation);
            Assert.Empty(top.Entries);
            Assert.Equal(Totals.None, top.Totals);
        }
    }

    [Fact]
    public async Task A_wide_range_is_ranked_over_the_days_there_are()
    {
        var days = new[] { Some.Day, Some.Day.AddDays(-33), Some.Day.AddDays(-90), Some.Day.AddDays(-400) };
        var judge = await StoredAsync(RandomRows(200, days));
        var range = TimeRange.WindowsOverlapping(Window.StartOf(Some.Day.AddDays(-800)), Window.StartOf(Some.Day.AddDays(100)));
        await AssertTopAsync(judge, new(Own(range), FlowFields.SrcIp, Measure.Bytes, 10));
        await AssertTopAsync(judge, new(Own(range), FlowFields.Pair, Measure.Packets, 10));
    }
}
