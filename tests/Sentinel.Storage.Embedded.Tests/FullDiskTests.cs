using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class FullDiskTests
{
    private const int RowsInCall = 2_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_full_disk_loses_nothing_and_writing_goes_on_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(size: 40, ballast: 16, Cancellation);
        await using var store = new OpenStore(Path.Combine(disk.Path, "store"));
        await store.Days.OpenAsync(Some.Day, Cancellation);

        var acknowledged = 0L;
        IReadOnlyList<FlowRow> refused = [];
        while (refused.Count == 0 && acknowledged < 500_000)
        {
            var rows = Some.Rows(RowsInCall);
            try
            {
                await store.Writer.WriteAsync(rows, Cancellation);
                acknowledged += rows.Count;
            }
            catch (StoreUnavailableException)
            {
                refused = rows;
            }
        }

        Assert.NotEmpty(refused);
        Assert.True(acknowledged > 0);
        disk.MakeRoom();
        await Eventually.Passes(() => store.Writer.WriteAsync(refused, Cancellation), Cancellation);
        Assert.Equal(acknowledged + RowsInCall, (await store.Reader.TotalsAsync(Selection.Everything, Cancellation)).Rows);
    }
}
