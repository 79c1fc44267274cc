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
}
