using Sentinel.QueryApi.Tokens;
using Sentinel.Storage.Embedded.Opening;

namespace Sentinel.Standalone;

/// <summary>The token of a process that was given none: made on the first start, kept in the data folder, readable by its owner alone.</summary>
internal static class OwnToken
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The folder cannot be used, or another process is making its token at this moment.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not ours.</exception>
    public static string ReadOrMake(string folder)
    {
        var path = PathIn(folder);
        if (Read(folder) is { } kept)
        {
            CloseToOthers(path);
            return kept;
        }

        OwnersFolder.Make(folder);
        using var file = Take(path);
        if (new StreamReader(file, leaveOpen: true).ReadToEnd().Trim() is { Length: > 0 } theirs) return theirs;
        var token = ApiToken.New();
        using var writer = new StreamWriter(file);
        writer.WriteLine(token);
        return token;
    }

    /// <summary>The token that is kept in the folder; null where there is none.</summary>
    /// <inheritdoc cref="ReadOrMake"/>
    public static string? Read(string folder) =>
        PathIn(folder) is var path && File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } kept ? kept : null;

    private static void CloseToOthers(string path)
    {
        try
        {
            OwnersFiles.Close([path]);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            // It is somebody else's, who lets us read it.
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, "token");

    /// <summary>For this process alone, until it is disposed of.</summary>
    private static FileStream Take(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (OperatingSystem.IsWindows()) return new(path, options);
        options.UnixCreateMode = OwnersFile;
        var file = new FileStream(path, options);
        File.SetUnixFileMode(file.SafeFileHandle, OwnersFile); // one that was there, empty, may have been open to others
        return file;
    }
}
