using System.Diagnostics;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class FullDiskTests
{
    private const int Megabyte = 1 << 20;
    private const int RowsInCall = 2_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_full_disk_loses_nothing_and_writing_goes_on_once_there_is_room()
    {
        using var parent = new TemporaryFolder();
        var disk = Directory.CreateDirectory(Path.Combine(parent.Path, "disk")).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk), "needs to mount a small disk");
        try
        {
            await FillAndFreeAsync(disk);
        }
        finally
        {
            await RunAsync("umount", disk);
        }
    }

    private static async Task FillAndFreeAsync(string disk)
    {
        var ballast = Path.Combine(disk, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[16 * Megabyte], Cancellation);
        await using var store = new OpenStore(Path.Combine(disk, "store"));
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
        File.Delete(ballast);
        await Eventually.Passes(() => store.Writer.WriteAsync(refused, Cancellation), Cancellation);
        Assert.Equal(acknowledged + RowsInCall, (await store.Reader.TotalsAsync(Selection.Everything, Cancellation)).Rows);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0;
    }
}
