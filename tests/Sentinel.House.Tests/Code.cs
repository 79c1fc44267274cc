namespace Sentinel.House.Tests;

/// <summary>C# as the tests of the house read it: by line, without comments.</summary>
internal static class Code
{
    public static bool Names(string file, string text) => Lines(file).Any(line => line.Contains(text, StringComparison.Ordinal));

    public static IEnumerable<string> Lines(string file) =>
        Repository.Read(file).Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
