namespace Sentinel.House.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "bin", "obj", "node_modules", "TestResults", "artifacts", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is source, by its path from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. FilesUnder(Root).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources(string project) => Files.Where(file => file.StartsWith($"src/{project}/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static bool Exists(string file) => File.Exists(Path.Combine(Root, file));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sentinel.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no Sentinel.sln above {AppContext.BaseDirectory}");
    }

    private static IEnumerable<string> FilesUnder(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsOurs).Concat(
            Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(FilesUnder));

    private static bool IsOurs(string path) => !NotOurs.Contains(Path.GetFileName(path), StringComparer.Ordinal);
}
