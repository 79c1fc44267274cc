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
}
