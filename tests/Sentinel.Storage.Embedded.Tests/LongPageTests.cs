using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class LongPageTests
{
    private const int Rows = 100_000;
    private const int PageRows = FindQuery.MaxLimit;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_page_of_wide_rows_takes_little_memory_whatever_its_order()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        var rows = Some.Rows(Rows, (flow, index) =>
        {
            flow.Bytes = (index * 7_919L) % Rows;
            flow.DstHost = flow.SrcHost = $"{index:000000}.{new string((char)('a' + (index % 26)), 200)}.example";
        });
        foreach (var part in rows.Chunk(10_000)) await store.Writer.WriteAsync(part, Cancellation);
        await store.Get<Database>().UseAsync(connection => connection.Execute("CHECKPOINT"), Cancellation);
        await store.Get<Database>().UseAsync(connection => connection.Execute("SET memory_limit = '48MB'"), Cancellation);

        foreach (var order in RowOrder.Sortable.Select(field => new RowOrder(field, Descending: true)))
        {
            var page = await store.Reader.FindAsync(new(Selection.Everything, order, 0, PageRows), Cancellation);
            Assert.Equal((Rows, PageRows), (page.Total, page.Rows.Count));
            var last = await store.Reader.FindAsync(new(Selection.Everything, order, PageRows - 50, 50), Cancellation);
            Assert.Equal(page.Rows.TakeLast(50).Select(row => row.Id), last.Rows.Select(row => row.Id));
            Assert.Equal(page.Rows.OrderByDescending(row => RowPosition.Of(row, order)).Select(row => row.Id), page.Rows.Select(row => row.Id));
        }
    }
}
