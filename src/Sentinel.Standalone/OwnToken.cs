using Sentinel.QueryApi.Security;

namespace Sentinel.Standalone;

/// <summary>The token of a process that was given none: made on the first start, kept in the data folder, readable by its owner alone.</summary>
internal static class OwnToken
{
    public static string ReadOrMake(string folder)
    {
        var path = Path.Combine(folder, "token");
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } kept) return kept;

        CreateOwnersFolder(folder);
        var token = ApiToken.New();
        using var stream = new FileStream(path, OwnersFile());
        using var writer = new StreamWriter(stream);
        writer.WriteLine(token);
        return token;
    }

    private static void CreateOwnersFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions OwnersFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
