using Microsoft.Extensions.Options;

namespace Sentinel.Collector;

/// <summary>The collector's own folder, had by one process at a time: two would count the same source twice.</summary>
internal sealed class CollectorFolder : IDisposable
{
    private readonly FileStream ownership;

    private CollectorFolder(string path, FileStream ownership) => (Path, this.ownership) = (path, ownership);

    public string Path { get; }

    /// <summary>Makes the folder, readable by its owner alone, where there is none, and takes it until the process ends, however it ends.</summary>
    /// <exception cref="OptionsValidationException">It cannot be had.</exception>
    public static CollectorFolder Take(string path)
    {
        try
        {
            path = System.IO.Path.GetFullPath(path);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new(path, new FileStream(System.IO.Path.Combine(path, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OptionsValidationException(CollectorOptions.Section, typeof(CollectorOptions),
                [$"{CollectorOptions.Section}:Folder must be a folder that this collector alone can write: {reason.Message}"]);
        }
    }

    public void Dispose() => ownership.Dispose();
}
