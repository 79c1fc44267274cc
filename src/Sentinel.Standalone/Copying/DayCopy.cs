using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage;
using Sentinel.Storage.Queries;

namespace Sentinel.Standalone.Copying;

/// <summary>The rows of the held days, a day after the other, and whether the sums of each are the same afterwards.</summary>
internal sealed class DayCopy(IServiceProvider source, IServiceProvider target, TextWriter output)
{
    private const int RowsAtOnce = 2_000;
    private const int BulksAtOnce = 3;

    private const long DoublesAreWhole = 1L << 53;

    /// <summary>By a part in so many a rounded sum may be off: more than it ever is. That no row is missing is told by their number.</summary>
    private const long Rounding = 1_000_000_000_000;

    private static readonly TimeSpan BetweenNews = TimeSpan.FromSeconds(5);

    /// <summary>A row is found some seconds after it was stored, as the engine's settings say.</summary>
    private static readonly TimeSpan FoundWithin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IFlowReader from = source.GetRequiredService<IFlowReader>();
    private readonly IFlowReader into = target.GetRequiredService<IFlowReader>();
    private readonly RowCopy rows = new(target.GetRequiredService<IFlowWriter>(), target.GetRequiredService<IFlowDays>());
    private readonly Lock telling = new();

    /// <summary>The held days: of those that are given up and not sealed yet no question tells a row.</summary>
    public async Task<IReadOnlyList<DateOnly>> ListAsync(CancellationToken cancellation)
    {
        var state = await source.GetRequiredService<IRetention>().ReadAsync(cancellation);
        return [.. (await source.GetRequiredService<IFlowDays>().ListAsync(cancellation)).Where(state.Holds)];
    }

    public async Task<CopiedRows> CopyAsync(DateOnly day, CancellationToken cancellation)
    {
        var (copied, told) = (default(CopiedRows), TimeProvider.System.GetTimestamp());
        var all = (await from.TotalsAsync(Of(day), cancellation)).Rows;
        await Parallel.ForEachAsync(
            from.StreamAsync(new(Of(day), new(FlowFields.Timestamp, Descending: false)), cancellation).Chunk(RowsAtOnce),
            new ParallelOptions { MaxDegreeOfParallelism = BulksAtOnce, CancellationToken = cancellation },
            async (some, stopped) =>
            {
                var written = await rows.WriteAsync(some, stopped);
                lock (telling)
                {
                    copied += written;
                    if (TimeProvider.System.GetElapsedTime(told) < BetweenNews) return;
                    told = TimeProvider.System.GetTimestamp();
                    output.WriteLine($"{Name(day)}: {copied.Read} of {all} rows");
                }
            });
        await output.WriteLineAsync($"{Name(day)}: {copied}");
        return copied;
    }

    /// <summary>Compares the rows and sums of a day, once a search sees what was copied.</summary>
    /// <returns>Whether they are the same; where not, that is told.</returns>
    public async Task<bool> CompareAsync(DateOnly day, CancellationToken cancellation)
    {
        var (expected, started) = (await from.TotalsAsync(Of(day), cancellation), TimeProvider.System.GetTimestamp());
        while (true)
        {
            var actual = Totals.None;
            await Attempts.RunAsync(async () => actual = await into.TotalsAsync(Of(day), cancellation), cancellation);
            if (AreSame(actual, expected)) return true;
            var hasOthers = actual.Rows > expected.Rows;
            if (hasOthers || TimeProvider.System.GetElapsedTime(started) > FoundWithin)
            {
                await output.WriteLineAsync(
                    $"{Name(day)}: the engine does not have what the folder has{(hasOthers ? ", it has rows of others too" : "")}: {Text(actual)} instead of {Text(expected)}");
                return false;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    public static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day's windows, each whole.</summary>
    private static Selection Of(DateOnly day) => new(TimeRange.WindowsOverlapping(Window.StartOf(day), Window.StartOf(day.AddDays(1))), Filter.Everything);

    private static bool AreSame(Totals told, Totals expected) =>
        (told with { Sums = expected.Sums }) == expected
        && IsSame(told.Sums.Bytes, expected.Sums.Bytes)
        && IsSame(told.Sums.Packets, expected.Sums.Packets)
        && IsSame(told.Sums.Flows, expected.Sums.Flows)
        && IsSame(told.Sums.RequestBytes, expected.Sums.RequestBytes)
        && IsSame(told.Sums.ResponseBytes, expected.Sums.ResponseBytes);

    /// <summary>An engine adds in doubles: what it tells of a sum above 2^53 is rounded.</summary>
    private static bool IsSame(Int128 told, Int128 expected) =>
        told == expected || (expected > DoublesAreWhole && Int128.Abs(told - expected) <= expected / Rounding);

    private static string Text(Totals totals) => $"{totals.Rows} rows, {totals.Sums.Flows} flows, {totals.Sums.Bytes} bytes, {totals.Sums.Packets} packets";
}
