using Sentinel.Storage.Embedded.Opening;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class WriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Whatever_fails_is_told_to_who_waits_for_it_and_the_writer_goes_on()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Get<Database>().DisposeAsync();
        // More days than are kept in memory, so that room is to be made for the later ones.
        for (var call = 0; call < 5; call++)
        {
            var rows = Some.Rows(30, (flow, index) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays((30 * call) + index)));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Writer.WriteAsync(rows, Cancellation));
        }
    }

    [Fact]
    public async Task Room_is_made_although_an_answer_was_not_read_to_its_end()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        var rows = Some.Rows(30, (flow, index) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(-index)));
        var (database, documents, key) = (store.Get<Database>(), store.Get<IDocuments>(), new DocumentKey("some", "document"));
        await documents.WriteAsync(key, new("{}"), expected: null, Cancellation);
        using var goesAway = new ManualResetEventSlim();
        var isAbove = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var above = database.UseAsync(
            _ =>
            {
                isAbove.SetResult();
                goesAway.Wait(Cancellation);
            },
            Cancellation);
        await isAbove.Task;
        // On a connection that lies below the other from then on, where nobody takes it.
        await documents.ReadAsync(key, Cancellation);
        goesAway.Set();
        await above;
        foreach (var row in rows) await store.Days.OpenAsync(row.Flow.Window.Day, Cancellation);
        foreach (var some in rows.Chunk(10))
            Assert.All(await store.Writer.WriteAsync(some, Cancellation), outcome => Assert.Equal(RowStatus.Stored, outcome.Status));
    }

    [Fact]
    public async Task Room_is_made_for_more_days_once_nobody_is_in_the_way()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime();
        await using var store = new OpenStore(folder.Path, time);
        var rows = Some.Rows(30, (flow, index) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(-index)));
        foreach (var row in rows) await store.Days.OpenAsync(row.Flow.Window.Day, Cancellation);
        var isInTheWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goesAway = new ManualResetEventSlim();
        var inTheWay = store.Get<Database>().UseAsync(connection => connection.Transaction(() =>
        {
            connection.Execute("CREATE TABLE in_the_way (nothing INTEGER)");
            isInTheWay.SetResult();
            goesAway.Wait(Cancellation);
        }), Cancellation);
        await isInTheWay.Task;

        var writing = store.Writer.WriteAsync(rows, Cancellation);
        await Eventually.True(() => time.Waiting > 0 || writing.IsCompleted, "the writer has met it", Cancellation);
        goesAway.Set();
        await inTheWay;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.All(await writing, outcome => Assert.Equal(RowStatus.Stored, outcome.Status));
    }
}
