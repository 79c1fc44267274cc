using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sentinel.Collector.VpnStatus;

/// <summary>The names of a folder's files: a file that was flushed and renamed may have its old name again after a power cut, until the folder is flushed too.</summary>
internal static partial class FolderNames
{
    private const int ReadOnly = 0;

    /// <summary>Writes them to disk; on Windows, which has no such call, nothing.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        using var handle = Open(folder, ReadOnly);
        if (handle.IsInvalid) throw new IOException($"'{folder}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Since .NET's own refuses folders.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
