using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class UpgradeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_made_before_some_fields_takes_rows_that_have_them_and_is_asked_together_with_later_days()
    {
        using var folder = new TemporaryFolder();
        var before = Some.Rows(10, (flow, index) => (flow.SrcPort, flow.App, flow.NextHop) = (index, null, null));
        await using (var store = new OpenStore(folder.Path))
        {
            await store.Days.OpenAsync(Some.Day, Cancellation);
            await store.Writer.WriteAsync(before, Cancellation);
            foreach (var column in (string[])["app", "next_hop_hi", "next_hop_lo", "asset_tags"])
                await store.Get<Database>().UseAsync(connection => connection.Execute($"ALTER TABLE {new DayTable(Some.Day).Name} DROP COLUMN {column}"), Cancellation);
        }

        await using var later = new OpenStore(folder.Path);
        await later.Days.OpenAsync(Some.Day.AddDays(1), Cancellation);
        var after = Some.Rows(10, (flow, index) =>
        {
            (flow.SrcPort, flow.App, flow.NextHop, flow.AssetTags) = (100 + index, $"app {index}", Address.FromV4((uint)index), ["one", "two"]);
            flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(index % 2));
        });
        Assert.All(await later.Writer.WriteAsync(after, Cancellation), outcome => Assert.Equal(RowStatus.Stored, outcome.Status));

        var page = await later.Reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 100), Cancellation);
        Assert.Equal(before.Concat(after).Select(Told), page.Rows.OrderBy(row => row.Flow.SrcPort).Select(Told), StringComparer.Ordinal);
        Assert.Equal(10, (await later.Reader.TopAsync(new(Selection.Everything, FlowFields.NextHop, Measure.Flows, 100), Cancellation)).Entries.Count);
    }

    private static string Told(FlowRow row) =>
        $"{row.Id} {row.Flow.Pair} {row.Flow.SrcPort} {row.Flow.LastSeen} {row.Flow.Bytes} {row.Flow.App} {row.Flow.NextHop} {string.Join(';', row.Flow.AssetTags)}";
}
