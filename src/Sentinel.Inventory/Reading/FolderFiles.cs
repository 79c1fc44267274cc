namespace Sentinel.Inventory.Reading;

/// <summary>The files of a folder at one moment.</summary>
internal static class FolderFiles
{
    public const int MaxCount = 1_000;

    /// <summary>By name, in the order of names. What editors leave behind is none.</summary>
    /// <exception cref="IOException">The folder cannot be listed, or holds more than <see cref="MaxCount"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it.</exception>
    public static SortedDictionary<string, FileVersion> In(string folder, Func<string, bool> isWanted)
    {
        var files = new SortedDictionary<string, FileVersion>(StringComparer.Ordinal);
        var names = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.') && !name.EndsWith('~') && isWanted(name));
        foreach (var name in names)
        {
            if (files.Count == MaxCount) throw new IOException($"it holds more than {MaxCount} files");
            if (FileVersion.Of(Path.Combine(folder, name)) is { } version) files.Add(name, version);
        }

        return files;
    }
}
