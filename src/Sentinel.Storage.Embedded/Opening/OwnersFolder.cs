namespace Sentinel.Storage.Embedded.Opening;

/// <summary>A folder that its owner alone can read: who talks with whom is nobody else's business.</summary>
public static class OwnersFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes it, and those above it that are missing, alike; one that is there stays as it is.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(string path)
    {
        path = Path.GetFullPath(path);
        if (Path.GetDirectoryName(path) is { } above && !Directory.Exists(above)) Make(above);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }
}
