namespace Sentinel.Testing;

/// <summary>The documents of the checkout that the tests were built from.</summary>
public static class DocsFolder
{
    public static string File(params ReadOnlySpan<string> path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Sentinel.sln"))) folder = folder.Parent!;
        return Path.Combine([folder.FullName, "docs", .. path]);
    }
}
