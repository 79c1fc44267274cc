using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class StreamContract(Store store) : StoreContract(store)
{
    private static readonly IReadOnlyList<RowOrder> Orders =
        [.. RowOrder.Sortable.SelectMany(by => new RowOrder[] { new(by, Descending: true), new(by, Descending: false) })];

    [Fact]
    public async Task Random_selections_are_streamed_in_their_order()
    {
        var judge = await StoredAsync(RandomRows(400, Week));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        for (var count = 0; count < 60; count++)
        {
            var order = questions.Order();
            var after = random.Next(3) == 0 ? RowPosition.Of(judge.Rows[random.Next(judge.Rows.Count)], order) : default(RowPosition?);
            await AssertStreamsAsync(judge, new(Own(questions.Selection()), order, after));
        }
    }

    [Fact]
    public async Task More_rows_than_a_page_come_once_each_in_every_order()
    {
        var judge = await StoredAsync([.. Enumerable.Range(0, RowWalk.PageRows + 3_000).Select(index =>
            RowAt(Some.TimeOn(Week[index % 10 == 0 ? 1 : 0], index % 4_000), flow => flow.Bytes = flow.Packets = index % 977))]);
        foreach (var order in Orders) await AssertStreamsAsync(judge, new(Own(), order));
    }

    [Fact]
    public async Task Random_selections_are_streamed_group_by_group()
    {
        var judge = await StoredAsync(RandomRows(400, Week));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        var fields = FlowFields.Supplied.OfType<KeywordField>().ToList();
        for (var count = 0; count < 60; count++)
        {
            var order = questions.Order() with { GroupedBy = fields[random.Next(fields.Count)] };
            var after = random.Next(3) == 0 ? RowPosition.Of(judge.Rows[random.Next(judge.Rows.Count)], order) : default(RowPosition?);
            await AssertStreamsAsync(judge, new(Own(questions.Selection()), order, after));
        }
    }

    [Fact]
    public async Task Groups_longer_and_shorter_than_a_page_come_whole_in_their_order()
    {
        string?[] subscribers = [null, "long", "😀", "\uE000", "b", "B", .. Enumerable.Range(0, 300).Select(number => $"{number}")];
        var judge = await StoredAsync([.. Enumerable.Range(0, (2 * RowWalk.PageRows) + 3_000).Select(index => RowAt(
            Some.TimeOn(Week[index % 3], index % 4_000),
            flow => flow.SubscriberId = index % 10 == 0 ? subscribers[index / 10 % subscribers.Length] : index % 10 > 7 ? null : "long"))]);
        foreach (var isDescending in new[] { false, true })
            await AssertStreamsAsync(judge, new(Own(), new(FlowFields.LastSeen, isDescending) { GroupedBy = FlowFields.SubscriberId }));
    }

    [Fact]
    public async Task A_page_as_long_as_the_stream_ends_it()
    {
        var judge = await StoredAsync([.. Enumerable.Range(0, RowWalk.PageRows).Select(index => RowAt(Some.TimeOn(Week[0], index)))]);
        await AssertStreamsAsync(judge, new(Own(), RowOrder.NewestFirst));
        await AssertStreamsAsync(judge, new(Own(), new(FlowFields.Bytes, Descending: false)));
    }

    [Fact]
    public async Task Rows_that_share_their_place_all_come_where_a_page_ends_among_them()
    {
        var before = Enumerable.Range(0, RowWalk.PageRows - 200).Select(index => RowAt(Some.Time + 1_000 + index));
        var together = Enumerable.Range(0, 400).Select(_ => RowAt(Some.Time))
            .Select((row, index) => row with { Id = new(row.Id.Minute, ((ulong)(uint)Seed << 32) | (uint)index) });
        var judge = await StoredAsync([.. before, .. together]);
        foreach (var by in new[] { FlowFields.Timestamp, FlowFields.Bytes })
        {
            var streamed = await Reader.StreamAsync(new(Own(), new(by, Descending: true)), Cancellation).Select(row => row.Id).ToListAsync(Cancellation);
            Assert.Equal(judge.Rows.Select(row => row.Id).Order(ById), streamed.Order(ById));
        }
    }

    [Fact]
    public async Task Rows_resent_and_rows_added_between_two_pages_neither_repeat_nor_hide_one()
    {
        var judge = await StoredAsync([.. Enumerable.Range(0, RowWalk.PageRows + 1_000).Select(index =>
            RowAt(Some.TimeOn(Week[0], index * 10), flow => flow.Bytes = index % 100))]);
        foreach (var order in new[] { RowOrder.NewestFirst, new(FlowFields.Bytes, Descending: true) })
        {
            var streamed = new List<FlowRow>();
            var late = Enumerable.Range(0, 300).Select(index => RowAt(Some.TimeOn(Week[0], (index * 200) + 1), flow => flow.InIf = 1)).ToList();
            await foreach (var row in Reader.StreamAsync(new(Own(), order), Cancellation))
            {
                streamed.Add(row);
                if (streamed.Count != RowWalk.PageRows) continue;
                Assert.All(await Store.Writer.WriteAsync(judge.Rows, Cancellation), outcome => Assert.Equal(RowStatus.Duplicate, outcome.Status));
                await Store.Writer.WriteAsync(late, Cancellation);
                await Store.SettleAsync(Cancellation);
            }

            AssertSame([.. RowText.Of(Judge.InOrder(judge.Rows, order))], [.. RowText.Of(streamed.Where(row => row.Flow.InIf is null))], order);
            Assert.Equal(streamed.Distinct().Count(), streamed.Count);
            Assert.Contains(streamed, row => row.Flow.InIf == 1);
        }
    }

    [Fact]
    public async Task Streams_that_are_read_slowly_or_not_to_their_end_hold_nobody_up()
    {
        var judge = await StoredAsync(RandomRows(100, Week));
        var slow = Enumerable.Range(0, 20).Select(_ => Reader.StreamAsync(new(Own(), RowOrder.NewestFirst), Cancellation).GetAsyncEnumerator(Cancellation)).ToList();
        foreach (var stream in slow) Assert.True(await stream.MoveNextAsync());
        await AssertTotalsAsync(judge, Own());
        await AssertStreamsAsync(judge, new(Own(), RowOrder.NewestFirst));
        foreach (var stream in slow) await stream.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_given_up_ends()
    {
        await StoredAsync(RandomRows(100, Week));
        using var reader = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in Reader.StreamAsync(new(Own(), RowOrder.NewestFirst), reader.Token)) await reader.CancelAsync();
        });
    }

    [Fact]
    public async Task No_rows_make_an_empty_stream()
    {
        var judge = await StoredAsync(RandomRows(10, Week));
        await AssertStreamsAsync(judge, new(Own(Filter.Is(FlowFields.App, "nobody's")), RowOrder.NewestFirst));
        await AssertStreamsAsync(judge, new(Own(TimeRange.LastSeenBetween(0, 1)), new(FlowFields.Bytes, Descending: true)));
    }

    private static Comparer<RowId> ById { get; } = Comparer<RowId>.Create((left, right) => (left.Minute, left.Hash).CompareTo((right.Minute, right.Hash)));
}
