using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

public sealed class StreamTests(Engine engine)
{
    private static readonly DateOnly Day = new(2025, 6, 2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_that_is_gone_before_the_next_page_ends_and_the_others_go_on()
    {
        await using var store = await engine.StoreAsync(Cancellation);
        var rows = Some.Rows(RowWalk.PageRows + 510, (flow, index) =>
            flow.FirstSeen = flow.LastSeen = Some.TimeOn(index < 10 ? Day.AddDays(-1) : Day) + index);
        foreach (var day in new[] { Day, Day.AddDays(-1) }) await store.GetRequiredService<IFlowDays>().OpenAsync(day, Cancellation);
        await store.GetRequiredService<IFlowWriter>().WriteAsync(rows, Cancellation);
        await engine.RefreshAsync(Cancellation);

        var range = TimeRange.LastSeenBetween(Window.StartOf(Day.AddDays(-1)), Window.StartOf(Day.AddDays(1)) - 1);
        var streamed = new List<RowId>();
        await foreach (var row in store.GetRequiredService<IFlowReader>().StreamAsync(new(new(range, Filter.Everything), RowOrder.NewestFirst), Cancellation))
        {
            if (streamed.Count == 0) await engine.SendAsync(HttpMethod.Delete, "flows-2025.06.02", null, Cancellation);
            streamed.Add(row.Id);
        }

        var newestFirst = rows.Reverse().Select(row => row.Id).ToList();
        Assert.Equal([.. newestFirst.Take(RowWalk.PageRows), .. newestFirst.TakeLast(10)], streamed);
    }
}
