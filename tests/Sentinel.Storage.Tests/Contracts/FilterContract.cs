using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class FilterContract(Store store) : StoreContract(store)
{
    private static readonly IReadOnlyList<Field> Filterable = [.. FlowFields.All.Where(field => field.Filterable)];

    [Fact]
    public async Task Every_field_is_filtered_by_each_value_that_a_row_has()
    {
        var judge = await StoredAsync(RandomRows(100, Week));
        foreach (var field in Filterable)
        {
            foreach (var value in judge.Rows.Select(field.ValueIn).OfType<FieldValue>().Distinct().Take(3))
            {
                await AssertTotalsAsync(judge, Own(Filter.Is(field, value)));
            }

            await AssertTotalsAsync(judge, Own(new Filter.Not(new Filter.In(field, [.. judge.Rows.Take(10).Select(field.ValueIn).OfType<FieldValue>()]))));
            await AssertTotalsAsync(judge, Own(new Filter.Not(new Filter.Has(field))));
        }
    }

    [Fact]
    public async Task Prefixes_hold_their_own_family_only()
    {
        var judge = await StoredAsync([.. Vocabulary.Addresses.Select(address => Row(flow => (flow.SrcIp, flow.NextHop) = (address, address))), Row()]);
        foreach (var prefix in Vocabulary.Prefixes)
        {
            foreach (var field in new[] { FlowFields.SrcIp, FlowFields.NextHop })
            {
                await AssertTotalsAsync(judge, Own(new Filter.Within(field, prefix)));
                await AssertTotalsAsync(judge, Own(new Filter.Not(new Filter.Within(field, prefix))));
            }
        }

        var v6 = await Reader.TotalsAsync(Own(new Filter.Within(FlowFields.SrcIp, Prefix.Parse("::/0"))), Cancellation);
        Assert.Equal(Vocabulary.Addresses.Count(address => !address.IsV4), v6.Rows);
    }

    [Fact]
    public async Task Every_word_matches_itself_and_no_other()
    {
        var judge = await StoredAsync([.. Vocabulary.Words.Select(word => Row(flow => (flow.App, flow.SubscriberId, flow.AssetTags) = (word, word, [word, "both"])))]);
        foreach (var word in Vocabulary.Words)
        {
            foreach (var field in new Field[] { FlowFields.App, FlowFields.SubscriberId, FlowFields.AssetTags })
            {
                Assert.Equal(1, (await Reader.TotalsAsync(Own(Filter.Is(field, word)), Cancellation)).Rows);
            }

            await AssertTotalsAsync(judge, Own(new Filter.Not(new Filter.In(FlowFields.AssetTags, [word, "nobody's"]))));
        }
    }

    [Fact]
    public async Task A_list_matches_by_any_of_its_words()
    {
        var judge = await StoredAsync(
            [Row(), Row(flow => flow.AssetTags = ["a"]), Row(flow => flow.AssetTags = ["a", "b"]), Row(flow => flow.AssetTags = ["b", "c"])]);
        foreach (var words in new FieldValue[][] { ["a"], ["b"], ["c"], ["a", "c"], ["d"], [] })
        {
            await AssertTotalsAsync(judge, Own(new Filter.In(FlowFields.AssetTags, words)));
            await AssertTotalsAsync(judge, Own(new Filter.Not(new Filter.In(FlowFields.AssetTags, words))));
        }
    }

    [Fact]
    public async Task A_row_without_the_value_fails_the_condition_and_passes_its_complement()
    {
        var judge = await StoredAsync([Row(), Row(flow => flow.InIf = 3), Row(flow => flow.InIf = 4)]);
        Filter[] filters =
        [
            Filter.Is(FlowFields.InIf, 3), new Filter.Between(FlowFields.InIf, null, null), new Filter.Between(FlowFields.InIf, 4, null),
            new Filter.In(FlowFields.InIf, []), new Filter.Not(Filter.Is(FlowFields.InIf, 3)),
        ];
        foreach (var filter in filters)
        {
            await AssertTotalsAsync(judge, Own(filter));
            await AssertTotalsAsync(judge, Own(new Filter.Not(filter)));
            await AssertTotalsAsync(judge, Own(new Filter.Not(new Filter.Not(filter))));
        }
    }

    [Fact]
    public async Task Nothing_and_everything_keep_their_meaning_in_any_nesting()
    {
        var judge = await StoredAsync(RandomRows(20, Week));
        var (everything, nothing) = (new Filter.All([]), new Filter.Any([]));
        Filter[] filters =
        [
            everything, nothing, new Filter.Not(everything), new Filter.Not(nothing), new Filter.Any([nothing, everything]), new Filter.All([everything, nothing]),
            new Filter.Any([new Filter.In(FlowFields.App, []), new Filter.Not(new Filter.In(FlowFields.App, []))]),
        ];
        foreach (var filter in filters) await AssertTotalsAsync(judge, Own(filter));
    }

    [Fact]
    public async Task A_value_that_no_row_can_have_matches_none()
    {
        var judge = await StoredAsync(RandomRows(20, Week));
        foreach (var field in Filterable.OfType<NumberField>())
        {
            await AssertTotalsAsync(judge, Own(Filter.Is(field, long.MaxValue)));
            await AssertTotalsAsync(judge, Own(new Filter.Not(new Filter.In(field, [long.MaxValue, field.Max]))));
            await AssertTotalsAsync(judge, Own(new Filter.Between(field, field.Max + 1, long.MaxValue)));
            await AssertTotalsAsync(judge, Own(new Filter.Between(field, long.MinValue, -1)));
            await AssertTotalsAsync(judge, Own(new Filter.Between(field, long.MinValue, long.MaxValue)));
            await AssertTotalsAsync(judge, Own(new Filter.Between(field, 5, 4)));
        }
    }

    [Fact]
    public async Task Either_port_matches_at_both_ends()
    {
        var judge = await StoredAsync([Row(flow => flow.SrcPort = 53), Row(flow => flow.DstPort = 53), Row(), Row(flow => flow.SrcPort = flow.DstPort = 53)]);
        await AssertTotalsAsync(judge, Own(Filter.EitherPort(53)));
        await AssertTotalsAsync(judge, Own(new Filter.Not(Filter.EitherPort(53))));
    }

    [Fact]
    public async Task A_thousand_values_are_no_trouble()
    {
        var judge = await StoredAsync(RandomRows(50, Week));
        var words = Enumerable.Range(0, 1_000).Select(number => FieldValue.FromKeyword($"word {number}")).Append(Vocabulary.Words[0]).ToList();
        await AssertTotalsAsync(judge, Own(new Filter.In(FlowFields.App, words)));
        await AssertTotalsAsync(judge, Own(new Filter.Not(new Filter.In(FlowFields.App, words))));
    }
}
