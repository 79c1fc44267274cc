using System.Diagnostics;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>What a program did with the queue: from the first row that was seen stored to the last.</summary>
internal sealed record Drain(double RowsPerSecond, double ProcessorMicrosecondsPerRow, long PeakResident)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <param name="stored">How many rows the store has by now.</param>
    public static async Task<Drain> WatchAsync(MeasuredProcess program, int rows, Func<CancellationToken, Task<long>> stored, CancellationToken cancellation)
    {
        using var looks = new PeriodicTimer(Look);
        var (firstSeen, firstAt) = (0L, 0L);
        while (await looks.WaitForNextTickAsync(cancellation))
        {
            var count = await stored(cancellation);
            var now = Stopwatch.GetTimestamp();
            program.Look();
            if (firstSeen == 0) (firstSeen, firstAt) = (count, now);
            if (count < rows) continue;
            if (count > rows) throw new InvalidOperationException($"{count} rows are stored of {rows}");
            return new(
                (rows - firstSeen) / Stopwatch.GetElapsedTime(firstAt, now).TotalSeconds,
                program.Processor.TotalMicroseconds / rows,
                program.PeakResident);
        }

        throw new OperationCanceledException(cancellation);
    }
}
