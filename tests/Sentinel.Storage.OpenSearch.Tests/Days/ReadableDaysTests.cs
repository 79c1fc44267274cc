using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Tests.Http;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Days;

/// <summary>Questions are asked of the days that were there last, while those that are there now are read.</summary>
public sealed class ReadableDaysTests(Engine engine)
{
    private const string Empty = """{"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},"hits":{"total":{"value":0},"hits":[]}}""";

    private static readonly DateOnly Day = new(2003, 4, 5);

    private static readonly TimeRange Days = TimeRange.LastSeenBetween(Window.StartOf(Day), Window.StartOf(Day.AddDays(3)) - 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_process_did_to_days_since_the_last_question_is_seen_by_the_next()
    {
        await using var asking = await engine.StoreAsync(Cancellation);
        await using var writing = await engine.StoreAsync(Cancellation);
        var reader = asking.GetRequiredService<IFlowReader>();
        await AssertRowsAsync(reader, 0);

        foreach (var day in new[] { Day, Day.AddDays(1) })
        {
            await WriteAsync(writing, day);
            await AssertRowsAsync(reader, day == Day ? 1 : 2);
        }

        await engine.SendAsync(HttpMethod.Delete, "flows-2003.04.05", null, Cancellation);
        await AssertRowsAsync(reader, 1);
        await WriteAsync(writing, Day);
        await AssertRowsAsync(reader, 2);
    }

    [Fact]
    public async Task A_question_does_not_wait_for_the_days_where_they_are_as_expected()
    {
        using var searched = new ManualResetEventSlim();
        var listings = 0;
        await using var node = await FakeNode.StartAsync(path =>
        {
            if (path.EndsWith("_search", StringComparison.Ordinal))
            {
                searched.Set();
                return (200, Empty);
            }

            if (path.Contains("/_settings/", StringComparison.Ordinal) && Interlocked.Increment(ref listings) == 2) Assert.True(searched.Wait(TimeSpan.FromSeconds(30)));
            return (200, Listed("flows-2003.04.05"));
        });
        await using var store = Engine.Store(node.Url);
        var reader = store.GetRequiredService<IFlowReader>();
        Assert.Equal(Totals.None, await reader.TotalsAsync(Selection.Everything, Cancellation));
        searched.Reset();
        Assert.Equal(Totals.None, await reader.TotalsAsync(Selection.Everything, Cancellation));
        Assert.Equal(2, listings);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task What_days_answer_that_are_no_more_is_given_up(int status)
    {
        var (day, asked) = ("flows-2003.04.05", 0);
        using var searched = new ManualResetEventSlim(initialState: true);
        await using var node = await FakeNode.StartAsync(path =>
        {
            if (path.Contains("/_settings/", StringComparison.Ordinal)) Assert.True(searched.Wait(TimeSpan.FromSeconds(30)));
            if (!path.EndsWith("_search", StringComparison.Ordinal)) return (200, Listed(day));
            if (path.Contains(day, StringComparison.Ordinal)) return (200, Empty);
            asked++;
            searched.Set();
            return (status, """{"error":{"type":"some_exception","reason":"gone"}}""");
        });
        await using var store = Engine.Store(node.Url);
        var reader = store.GetRequiredService<IFlowReader>();
        await reader.TotalsAsync(Selection.Everything, Cancellation);
        searched.Reset();
        day = "flows-2003.04.06";
        Assert.Equal(Totals.None, await reader.TotalsAsync(Selection.Everything, Cancellation));
        Assert.Equal(1, asked);
    }

    private static string Listed(string day) => $"{{\"{day}\":{{\"settings\":{{\"index.number_of_shards\":\"1\"}}}}}}";

    private async Task WriteAsync(IServiceProvider store, DateOnly day)
    {
        await store.GetRequiredService<IFlowDays>().OpenAsync(day, Cancellation);
        var written = await store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row(flow => flow.FirstSeen = flow.LastSeen = Some.TimeOn(day))], Cancellation);
        Assert.Equal(RowStatus.Stored, Assert.Single(written).Status);
        await engine.RefreshAsync(Cancellation);
    }

    private static async Task AssertRowsAsync(IFlowReader reader, int rows)
    {
        var selection = new Selection(Days, Filter.Everything);
        Assert.Equal(rows, (await reader.TotalsAsync(selection, Cancellation)).Rows);
        Assert.Equal(rows, (await reader.TopAsync(new(selection, FlowFields.SrcIp, Measure.Bytes, 10), Cancellation)).Totals.Rows);
        var page = await reader.FindAsync(new(selection, RowOrder.NewestFirst, 0, 10), Cancellation);
        Assert.Equal((rows, rows), (page.Rows.Count, page.Total));
    }
}
