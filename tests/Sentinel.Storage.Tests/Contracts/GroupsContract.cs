using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class GroupsContract(Store store) : StoreContract(store)
{
    private static readonly IReadOnlyList<Field> Listed = [.. FlowFields.All.Where(field => field.Groupable && field != FlowFields.Pair)];

    [Fact]
    public async Task Pages_of_every_dimension_hold_each_group_once_in_the_order_of_its_key()
    {
        var judge = await StoredAsync(RandomRows(300, [.. Week.Take(3)]));
        var (questions, random) = (new Questions(Seed, judge), new Random(Seed));
        foreach (var dimension in Listed)
        {
            var (selection, limit) = (Own(questions.Selection()), random.Next(1, 40));
            FieldValue? after = null;
            for (var more = true; more;)
            {
                var query = new GroupsQuery(selection, dimension, limit, after);
                var (expected, actual) = (judge.GroupsByKey(query), await Reader.GroupsAsync(query, Cancellation));
                AssertSame([.. TopText.Of(expected.Take(limit))], [.. TopText.Of(actual)], query);
                more = expected.Count > limit;
                if (more) after = actual[^1].Key;
            }
        }
    }

    [Fact]
    public async Task A_page_may_begin_behind_a_key_that_no_row_has()
    {
        var judge = await StoredAsync(RandomRows(100, [.. Week.Take(2)]));
        foreach (var dimension in Listed)
        {
            var query = new GroupsQuery(Own(), dimension, 1_000, Population.Value(dimension));
            AssertSame([.. TopText.Of(judge.GroupsByKey(query))], [.. TopText.Of(await Reader.GroupsAsync(query, Cancellation))], query);
        }
    }
}
