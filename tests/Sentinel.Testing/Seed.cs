using System.Globalization;

namespace Sentinel.Testing;

/// <summary>The seed of a random test: a new one each run, or the one in <c>SENTINEL_TEST_SEED</c>. A failing test names it.</summary>
public static class Seed
{
    public static int Value { get; } =
        Environment.GetEnvironmentVariable("SENTINEL_TEST_SEED") is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture)
            : Random.Shared.Next(1, 1_000_000);

    /// <summary>What a failing assertion says so that the run can be repeated.</summary>
    public static string Hint { get; } = string.Create(CultureInfo.InvariantCulture, $"repeat with SENTINEL_TEST_SEED={Value}");
}
