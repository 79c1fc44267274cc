using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class LongListTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(16)]
    [InlineData(3_000)]
    public async Task A_list_of_addresses_means_the_same_however_long_it_is(int length)
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        var rows = Some.Rows(4_000, (flow, index) =>
        {
            flow.SrcIp = Address.FromV4((uint)index);
            if (index % 2 == 0) flow.NextHop = flow.SrcIp;
        });
        await store.Writer.WriteAsync(rows, Cancellation);

        var listed = new Filter.In(FlowFields.NextHop, [.. Enumerable.Range(0, length).Select(number => (FieldValue)Address.FromV4((uint)number))]);
        Assert.Equal(length / 2, await CountAsync(store, listed));
        Assert.Equal(4_000 - (length / 2), await CountAsync(store, new Filter.Not(listed)));
    }

    private static async Task<long> CountAsync(OpenStore store, Filter filter) =>
        (await store.Reader.TotalsAsync(new(TimeRange.Everything, filter), Cancellation)).Rows;
}
