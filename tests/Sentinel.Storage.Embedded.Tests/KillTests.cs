using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class KillTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_process_killed_while_it_appends_loses_nothing_it_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new HashSet<int>();
        foreach (var calls in (int[])[3, 10, 25])
        {
            using var process = new AppendingProcess(folder.Path);
            acknowledged.UnionWith(await process.KillAfterAsync(calls, Cancellation));

            await using var store = new OpenStore(folder.Path);
            var before = await store.Reader.TotalsAsync(Selection.Everything, Cancellation);
            Assert.Equal(0, before.Rows % AppendingProcess.RowsInCall);
            foreach (var call in acknowledged)
            {
                var outcomes = await store.Writer.WriteAsync(AppendingProcess.RowsOf(call), Cancellation);
                Assert.All(outcomes, outcome => Assert.Equal(RowStatus.Duplicate, outcome.Status));
            }

            Assert.Equal(before, await store.Reader.TotalsAsync(Selection.Everything, Cancellation));
        }
    }
}
