using System.Diagnostics;
using Sentinel.Benchmarks.Endpoints;

namespace Sentinel.Benchmarks.Queries;

/// <summary>Several ways to one answer, in turns, so that what the machine does meanwhile meets all of them alike.</summary>
internal static class Alternation
{
    private const int WarmUps = 5;
    private const int Rounds = 40;
    private const int FewestRounds = 5;

    /// <summary>Of warming up, and of the rounds that count: when it is over, no further round begins.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(6);

    public static async Task<IReadOnlyList<Latency>> MeasureAsync(IReadOnlyList<Func<CancellationToken, Task>> ways, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < WarmUps && Stopwatch.GetElapsedTime(started) < Budget; round++)
        {
            foreach (var way in ways) await way(cancellation);
        }

        var taken = ways.Select(_ => new List<double>(Rounds)).ToList();
        started = Stopwatch.GetTimestamp();
        for (var round = 0; round < FewestRounds || (round < Rounds && Stopwatch.GetElapsedTime(started) < Budget); round++)
        {
            for (var turn = 0; turn < ways.Count; turn++)
            {
                var way = (round + turn) % ways.Count;
                var asked = Stopwatch.GetTimestamp();
                await ways[way](cancellation);
                taken[way].Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        }

        return [.. taken.Select(times => new Latency(times))];
    }
}
