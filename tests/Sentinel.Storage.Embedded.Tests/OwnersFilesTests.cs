using System.Runtime.Versioning;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

/// <summary>Who may look into the folder does not see what is in its files.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnersFilesTests : IDisposable
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;
    private const UnixFileMode OpenFile = (UnixFileMode)0b110_100_100;
    private const UnixFileMode OpenFolder = (UnixFileMode)0b111_101_101;

    private readonly TemporaryFolder folder = new();

    public OwnersFilesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "rights are inherited there");
        File.SetUnixFileMode(folder.Path, OpenFolder);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Its_owner_alone_reads_what_is_written_in_a_folder_that_is_open_to_others()
    {
        await using (var store = new OpenStore(folder.Path))
        {
            await WriteAsync(store, rows: 10);
            AssertClosed("flows.duckdb", "flows.duckdb.wal", "owner.lock");
            await store.Get<Database>().UseAsync(connection => connection.Execute("CHECKPOINT"), Cancellation);
            await WriteAsync(store, rows: 20);
            AssertClosed("flows.duckdb", "flows.duckdb.wal", "owner.lock");
        }

        AssertClosed("flows.duckdb", "owner.lock");
        Assert.Equal(OpenFolder, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public async Task What_an_earlier_version_left_open_is_closed_and_what_is_not_the_stores_stays_as_it_is()
    {
        await using (var store = new OpenStore(folder.Path)) await WriteAsync(store, rows: 10);
        File.SetUnixFileMode(PathOf("flows.duckdb"), OpenFile);
        Directory.CreateDirectory(PathOf("flows.duckdb.tmp"));
        File.SetUnixFileMode(PathOf("flows.duckdb.tmp"), OpenFolder);
        await File.WriteAllTextAsync(PathOf("notes"), "", Cancellation);
        File.SetUnixFileMode(PathOf("notes"), OpenFile);

        await using var again = new OpenStore(folder.Path);
        await again.Days.PrepareAsync(Cancellation);
        Assert.All(Directory.GetFileSystemEntries(folder.Path, "flows.duckdb*"), path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others));
        Assert.Equal(OpenFile, File.GetUnixFileMode(PathOf("notes")));
    }

    private static async Task WriteAsync(OpenStore store, int rows)
    {
        await store.Days.OpenAsync(Some.Day, Cancellation);
        await store.Writer.WriteAsync(Some.Rows(rows, (flow, index) => flow.SrcPort = rows + index), Cancellation);
    }

    private void AssertClosed(params string[] names) =>
        Assert.All(names, name => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(PathOf(name)) & Others));

    private string PathOf(string name) => Path.Combine(folder.Path, name);
}
