namespace Sentinel.Testing;

/// <summary>An empty folder of its own, removed with all that is in it. Made when it is first asked for: a test that skips before leaves none behind.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly Lazy<string> path = new(() => Directory.CreateTempSubdirectory("sentinel-").FullName);

    public string Path => path.Value;

    public void Dispose()
    {
        if (path.IsValueCreated && Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
