using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class CancellationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_question_nobody_waits_for_ends_and_the_next_one_is_answered()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        var database = store.Get<Database>();
        for (var times = 0; times < 3; times++)
        {
            using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var endless = database.UseAsync(
                connection =>
                {
                    impatient.CancelAfter(TimeSpan.FromMilliseconds(100));
                    connection.Execute("SELECT count(*) FROM range(1000000000000) WHERE range % 7 = 9");
                },
                impatient.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
            await database.UseAsync(connection => connection.Execute("SELECT 1"), Cancellation);
        }
    }

    [Fact]
    public async Task A_question_that_takes_too_long_is_given_up()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path, new TimeIsUp());
        await store.Days.OpenAsync(Some.Day, Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Reader.TotalsAsync(Selection.Everything, Cancellation));
    }

    [Fact]
    public async Task A_statement_does_not_begin_after_its_question_was_given_up()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var begun = false;
        var question = store.Get<Database>().UseAsync(
            connection => connection.Transaction(() =>
            {
                impatient.Cancel();
                connection.Execute("SELECT 1");
                begun = true;
            }),
            impatient.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => question);
        Assert.False(begun);
        await store.Get<Database>().UseAsync(connection => connection.Execute("SELECT 1"), Cancellation);
    }

    /// <summary>Whatever is waited for has come.</summary>
    private sealed class TimeIsUp : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }
    }
}
