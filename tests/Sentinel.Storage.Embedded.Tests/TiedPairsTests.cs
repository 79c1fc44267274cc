using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class TiedPairsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Conversations_that_all_tie_are_listed_however_many_they_are()
    {
        const int conversations = 50_000;
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        // A scan: each address once, with as many bytes. All of them are read, more than the library keeps of an answer before somebody takes it.
        var rows = Some.Rows(conversations, (flow, index) => (flow.SrcIp, flow.DstIp, flow.Bytes) = (Address.FromV4(1), Address.FromV4((uint)index + 2), 60));
        await store.Writer.WriteAsync(rows, Cancellation);

        var top = await store.Reader.TopAsync(new(Selection.Everything, FlowFields.Pair, Measure.Bytes, 10), Cancellation);
        Assert.Equal(conversations, top.Totals.Rows);
        var first = rows.Select(row => FlowFields.Pair.Get(row.Flow)!).Order(StringComparer.Ordinal).Take(10);
        Assert.Equal([.. first], [.. top.Entries.Select(entry => entry.Key.ToString())]);
    }
}
