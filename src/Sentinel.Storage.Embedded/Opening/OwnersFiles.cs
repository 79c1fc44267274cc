using System.Runtime.InteropServices;

namespace Sentinel.Storage.Embedded.Opening;

/// <summary>Files that their owner alone can read, whoever may look into their folder.</summary>
public static partial class OwnersFiles
{
    private const UnixFileMode GroupAndOthers = (UnixFileMode)0b000_111_111;

    /// <summary>All files of this process are such from now on: the library makes its log, and what it spills to, anew as it goes, and takes no rights for them.</summary>
    public static void MakeOnly()
    {
        if (!OperatingSystem.IsWindows()) _ = Mask((uint)GroupAndOthers);
    }

    /// <summary>Takes from others what is there already.</summary>
    /// <exception cref="IOException">It cannot be taken.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static void Close(IReadOnlyList<string> paths)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in paths.Where(Path.Exists))
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & GroupAndOthers) != UnixFileMode.None) File.SetUnixFileMode(path, mode & ~GroupAndOthers);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Mask(uint withheld);
}
