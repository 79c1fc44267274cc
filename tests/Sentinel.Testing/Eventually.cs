using System.Diagnostics;
using Xunit;

namespace Sentinel.Testing;

/// <summary>Waits until something is so, never longer than a bound, and fails with what did not happen.</summary>
public static class Eventually
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <param name="what">Ends the sentence "did not happen within 30 s: …".</param>
    public static async Task True(Func<ValueTask<bool>> condition, string what, CancellationToken cancellation, TimeSpan? within = null)
    {
        var started = Stopwatch.GetTimestamp();
        var bound = within ?? Default;
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > bound) Assert.Fail($"did not happen within {bound.TotalSeconds:0} s: {what}");
            await Task.Delay(Interval, cancellation);
        }
    }

    public static Task True(Func<bool> condition, string what, CancellationToken cancellation, TimeSpan? within = null) =>
        True(() => ValueTask.FromResult(condition()), what, cancellation, within);

    /// <summary>Repeats the assertions until they hold; the last failure is the one shown.</summary>
    public static async Task Passes(Func<Task> assertions, CancellationToken cancellation, TimeSpan? within = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await assertions();
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException && Stopwatch.GetElapsedTime(started) < (within ?? Default))
            {
                await Task.Delay(Interval, cancellation);
            }
        }
    }
}
