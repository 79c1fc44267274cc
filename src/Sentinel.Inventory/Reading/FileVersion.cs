namespace Sentinel.Inventory.Reading;

/// <summary>What of a file changes when it is written.</summary>
internal readonly record struct FileVersion(DateTime WrittenAt, long Length)
{
    /// <summary>Of what a link leads to, where it is one. Null where there is no file.</summary>
    /// <exception cref="IOException">The file cannot be looked at.</exception>
    public static FileVersion? Of(string path)
    {
        var file = new FileInfo(path);
        if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
        return file.Exists ? new(file.LastWriteTimeUtc, file.Length) : null;
    }
}
