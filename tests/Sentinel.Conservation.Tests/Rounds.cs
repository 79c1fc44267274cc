using System.Diagnostics;
using System.Globalization;
using Sentinel.Testing;
using Xunit.Sdk;

namespace Sentinel.Conservation.Tests;

/// <summary>
/// Repeats a scenario, a round after the other, each in a world of its own and each with a seed of its own that repeats its data and its
/// schedule. Once by default, beside other scenarios, since much of a round is waiting; for as long as one likes, one after the other, with
/// <code>SENTINEL_CHAOS_MINUTES=60 SENTINEL_TEST_SEED=1 dotnet run --project tests/Sentinel.Conservation.Tests -- --parallel none --show-live-output on --no-progress</code>
/// where the minutes are those of each scenario, and one of them alone with <c>--filter-class '*OpenSearchConservation'</c> behind it.
/// Each round says what it counted. One that fails names its seed, and a run with that seed begins with that round.
/// </summary>
internal static class Rounds
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(
        Environment.GetEnvironmentVariable("SENTINEL_CHAOS_MINUTES") is { Length: > 0 } minutes ? double.Parse(minutes, CultureInfo.InvariantCulture) : 0);

    /// <param name="round">Returns what it counted.</param>
    public static async Task RunAsync(Func<int, CancellationToken, Task<string>> round)
    {
        var started = Stopwatch.GetTimestamp();
        for (var seed = Seed.Value; ; seed++)
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            bound.CancelAfter(Bound);
            try
            {
                Say($"seed {seed}: begins");
                Say($"seed {seed}: {await round(seed, bound.Token)}, {Stopwatch.GetElapsedTime(started).TotalMinutes:0.0} min");
            }
            catch (OperationCanceledException late) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"not over after {Bound.TotalMinutes:0} min: repeat with SENTINEL_TEST_SEED={seed}", late);
            }
            catch (Exception failure) when (failure is not SkipException && !TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new InvalidOperationException($"repeat with SENTINEL_TEST_SEED={seed}: {failure.Message}", failure);
            }

            if (Stopwatch.GetElapsedTime(started) >= Duration) return;
        }
    }

    private static void Say(FormattableString sentence) => TestContext.Current.TestOutputHelper?.WriteLine(sentence.ToString(CultureInfo.InvariantCulture));
}
