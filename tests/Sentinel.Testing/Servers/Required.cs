using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Sentinel.Testing.Servers;

/// <summary>
/// The one place that decides what a test does without the server it needs: it skips with one sentence, and fails where <c>CI=true</c>.
/// </summary>
public static class Required
{
    /// <summary>The folder whose <c>run</c> starts engines and brokers; null where there is none.</summary>
    public static string? EnginesFolder { get; } = Setting("SENTINEL_TEST_ENGINES");

    public static string Engines(string what)
    {
        if (EnginesFolder is null) Absent($"{what} is not here: set SENTINEL_TEST_ENGINES to a folder whose 'run' starts it.");
        return EnginesFolder;
    }

    [DoesNotReturn]
    public static void Absent(string sentence)
    {
        if (string.Equals(Setting("CI"), "true", StringComparison.OrdinalIgnoreCase)) Assert.Fail(sentence);
        Assert.Skip(sentence);
    }

    internal static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
