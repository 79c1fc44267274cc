using Sentinel.Collector.VpnStatus;
using Sentinel.Testing;

namespace Sentinel.Collector.Tests.VpnStatus;

public sealed class StatusFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTime time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Path => System.IO.Path.Combine(folder.Path, "status.log");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_is_read_again_until_it_is_done_and_then_when_it_changes()
    {
        var file = new StatusFile(Path, time);
        await File.WriteAllTextAsync(Path, "one", Cancellation);
        Assert.Equal("one", (await ReadAsync(file))?.Text);
        var text = await ReadAsync(file);
        Assert.Equal("one", text?.Text);
        file.Done(text!);
        Assert.Null(await file.ReadChangedAsync(Cancellation));
        await File.WriteAllTextAsync(Path, "two!", Cancellation);
        Assert.Equal("two!", (await ReadAsync(file))?.Text);
    }

    [Fact]
    public async Task While_it_is_being_written_it_is_not_read()
    {
        var file = new StatusFile(Path, time);
        await File.WriteAllTextAsync(Path, "one", Cancellation);
        Assert.Null(await ReadAsync(file, meanwhile: () => File.AppendAllText(Path, "two")));
        Assert.Equal("onetwo", (await ReadAsync(file))?.Text);
    }

    [Fact]
    public async Task Other_bytes_under_the_same_time_and_length_are_a_file_being_written()
    {
        var file = new StatusFile(Path, time);
        await File.WriteAllTextAsync(Path, "one", Cancellation);
        var written = File.GetLastWriteTimeUtc(Path);
        Assert.Null(await ReadAsync(file, meanwhile: () =>
        {
            File.WriteAllText(Path, "two");
            File.SetLastWriteTimeUtc(Path, written);
        }));
    }

    [Fact]
    public async Task One_that_is_not_there_or_is_too_large_is_told()
    {
        var file = new StatusFile(Path, time);
        await Assert.ThrowsAsync<FileNotFoundException>(() => file.ReadChangedAsync(Cancellation));
        await using (var large = File.Create(Path)) large.SetLength(StatusFile.MaxBytes + 1);
        Assert.Contains("more than", (await Assert.ThrowsAsync<IOException>(() => file.ReadChangedAsync(Cancellation))).Message, StringComparison.Ordinal);
    }

    private async Task<StatusText?> ReadAsync(StatusFile file, Action? meanwhile = null)
    {
        var reading = file.ReadChangedAsync(Cancellation);
        await Eventually.True(() => time.Waiting > 0, "it has been read once", Cancellation);
        meanwhile?.Invoke();
        time.Advance(TimeSpan.FromSeconds(1));
        return await reading;
    }
}
