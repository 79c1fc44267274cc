using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class SchemaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_field_has_its_columns_and_what_is_derived_is_not_stored()
    {
        var expected = FlowFields.All
            .Where(field => field != FlowFields.Pair && field is not IdentityField)
            .SelectMany(field => field is AddressField ? [$"\"{field}_hi\"", $"\"{field}_lo\""] : (string[])[$"\"{field}\""]);
        Assert.Equal(["id_hash", .. expected], FlowSchema.Columns.Select(column => column.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void A_table_is_named_after_its_day()
    {
        Assert.Equal("flows_2026_11_20", new DayTable(new(2026, 11, 20)).Name);
        Assert.True(DayTable.TryParse("flows_2026_11_20", out var table));
        Assert.Equal(new DateOnly(2026, 11, 20), table.Day);
        Assert.False(DayTable.TryParse("flows_2026_13_20", out _));
        Assert.False(DayTable.TryParse("quarantine", out _));
    }

    [Fact]
    public async Task Text_of_every_length_and_lists_come_back_in_chunks_beyond_the_first()
    {
        // Text is kept in place up to 12 bytes and apart beyond; a chunk has 2,048 rows.
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        var rows = Some.Rows(5_000, (flow, index) =>
        {
            flow.SrcPort = index;
            flow.App = index % 3 == 0 ? null : new string('é', index % 700);
            flow.AssetTags = [.. Enumerable.Range(0, index % 5).Select(tag => $"tag; {tag} of row {index}")];
        });
        await store.Writer.WriteAsync(rows, Cancellation);

        var page = await store.Reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 10_000), Cancellation);
        Assert.Equal(5_000, page.Total);
        foreach (var (written, found) in rows.Zip(page.Rows.OrderBy(row => row.Flow.SrcPort)))
        {
            Assert.Equal(written.Id, found.Id);
            Assert.Equal(written.Flow.App, found.Flow.App);
            Assert.Equal(written.Flow.AssetTags, found.Flow.AssetTags);
        }
    }
}
