using Microsoft.Extensions.Options;
using Sentinel.Testing;

namespace Sentinel.Collector.Tests;

public sealed class CollectorFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_collector_has_it_at_a_time()
    {
        using (CollectorFolder.Take(folder.Path)) Assert.Contains("Sentinel:Collector:Folder must be", Assert.Throws<OptionsValidationException>(() => CollectorFolder.Take(folder.Path)).Message, StringComparison.Ordinal);
        CollectorFolder.Take(folder.Path).Dispose();
    }

    [Fact]
    public void Its_owner_alone_reads_it()
    {
        var path = Path.Combine(folder.Path, "new");
        using var taken = CollectorFolder.Take(path);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }
}
