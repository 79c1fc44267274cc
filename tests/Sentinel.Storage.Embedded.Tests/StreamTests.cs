using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class StreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_that_is_gone_before_the_next_page_ends_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        var rows = Some.Rows(RowWalk.PageRows + 510, (flow, index) =>
            flow.FirstSeen = flow.LastSeen = Some.TimeOn(index < 10 ? Some.Day.AddDays(-1) : Some.Day) + index);
        foreach (var day in new[] { Some.Day, Some.Day.AddDays(-1) }) await store.Days.OpenAsync(day, Cancellation);
        await store.Writer.WriteAsync(rows, Cancellation);

        var streamed = new List<RowId>();
        await foreach (var row in store.Reader.StreamAsync(new(Selection.Everything, RowOrder.NewestFirst), Cancellation))
        {
            if (streamed.Count == 0)
                await store.Get<Database>().UseAsync(connection => connection.Execute($"DROP TABLE {new DayTable(Some.Day).Name}"), Cancellation);
            streamed.Add(row.Id);
        }

        var newestFirst = rows.Reverse().Select(row => row.Id).ToList();
        Assert.Equal([.. newestFirst.Take(RowWalk.PageRows), .. newestFirst.TakeLast(10)], streamed);
    }

    [Fact]
    public async Task A_page_beside_the_first_append_after_a_checkpoint_has_every_row_that_was_there_before()
    {
        const int appends = 40;
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        var first = Some.Rows(2, (flow, _) => flow.Rule = "first");
        await store.Writer.WriteAsync(first, Cancellation);

        var appending = Task.Run(() => AppendAfterCheckpointsAsync(store, appends), Cancellation);
        var pages = (await Task.WhenAll(PagesUntilAsync(appending, store), PagesUntilAsync(appending, store))).SelectMany(counts => counts).ToList();
        await appending;
        Assert.NotEmpty(pages);
        Assert.All(pages, count => Assert.Equal(first.Count, count));
    }

    /// <summary>How many of the first rows each page had.</summary>
    private static async Task<List<int>> PagesUntilAsync(Task end, OpenStore store)
    {
        var query = new StreamQuery(new(TimeRange.Everything, Filter.Is(FlowFields.Rule, "first")), RowOrder.NewestFirst);
        var pages = new List<int>();
        while (!end.IsCompleted) pages.Add(await store.Reader.StreamAsync(query, Cancellation).CountAsync(Cancellation));
        return pages;
    }

    private static async Task AppendAfterCheckpointsAsync(OpenStore store, int appends)
    {
        for (var append = 0; append < appends; append++)
        {
            await Eventually.Passes(() => store.Get<Database>().UseAsync(connection => connection.Execute("CHECKPOINT"), Cancellation), Cancellation);
            var rows = Some.Rows(2_000);
            await Eventually.Passes(() => store.Writer.WriteAsync(rows, Cancellation), Cancellation);
        }
    }
}
