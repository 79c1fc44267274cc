using Sentinel.Storage;

namespace Sentinel.Standalone.Copying;

/// <summary>Asks an engine again that does not answer, or says: later; for some minutes.</summary>
internal static class Attempts
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Func<Task> work, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks)))
        {
            try
            {
                await work();
                return;
            }
            catch (StoreUnavailableException) when (TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(pause, cancellation);
            }
        }
    }
}
