using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

public sealed class RowWalkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_rows_in_one_place_than_a_page_holds_are_a_failure_and_no_endless_walk()
    {
        var rows = Some.Rows(RowWalk.PageRows + 1).Select(row => row with { Id = new(row.Id.Minute, 0) }).ToList();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await WalkAsync(RowOrder.NewestFirst, [Some.Day], (_, _) => rows));
    }

    [Theory]
    [InlineData("last_seen", true, new[] { 3, 2, 1 })]
    [InlineData("@timestamp", false, new[] { 1, 2, 3 })]
    [InlineData("bytes", true, new[] { 123 })]
    public async Task Days_are_walked_in_turn_where_their_order_is_that_of_the_rows(string by, bool descending, int[] expected)
    {
        var asked = new List<int>();
        await WalkAsync(new((NumberField)FlowFields.ByName[by], descending), [1, 2, 3], (days, _) =>
        {
            asked.Add(days.Aggregate(0, (number, day) => (10 * number) + day));
            return [];
        });
        Assert.Equal(expected, asked);
    }

    [Fact]
    public async Task A_day_begins_where_the_stream_does_and_not_where_the_day_before_ended()
    {
        var places = new List<RowPosition?>();
        var start = RowPosition.Of(Some.Row(), RowOrder.NewestFirst);
        await WalkAsync(RowOrder.NewestFirst, [1, 2], (_, after) =>
        {
            places.Add(after);
            return [Some.Row()];
        }, start);
        Assert.Equal([start, start], places);
    }

    private static async Task WalkAsync<TDay>(
        RowOrder order, IReadOnlyList<TDay> days, Func<IReadOnlyList<TDay>, RowPosition?, IReadOnlyList<FlowRow>> page, RowPosition? after = null) =>
        await RowWalk.ReadAsync(
            new(Selection.Everything, order, after),
            _ => Task.FromResult(days),
            (asked, place, _) => Task.FromResult(page(asked, place)),
            Cancellation).CountAsync(Cancellation);
}
