using Sentinel.Storage.Embedded.Opening;
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
}
