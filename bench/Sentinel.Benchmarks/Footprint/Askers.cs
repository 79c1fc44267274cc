using System.Diagnostics;
using Sentinel.Benchmarks.Ingest;

namespace Sentinel.Benchmarks.Footprint;

/// <summary>Several clients that ask all at once, each question after the other, for a while.</summary>
internal static class Askers
{
    private const int Count = 4;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    private static readonly string[] Questions =
    [
        "flows/top-talkers?dim=src&limit=20&from=0", "flows/top-talkers?dim=pair&limit=100&from=0", "flows/top-talkers?dim=dst_port&limit=1000&from=0",
        "flows/protocols?from=0", "flows?limit=50", "flows?limit=10000", "flows?limit=50&sort=bytes", "flows?limit=1000&src_ip=10.0.0.0/24",
    ];

    /// <summary>How many answers they had.</summary>
    public static async Task<int> AskAsync(HttpClient api, MeasuredProcess asked, CancellationToken cancellation)
    {
        var (answers, started) = (0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Count).Select(AskOnAsync));
        return answers;

        async Task AskOnAsync(int client)
        {
            for (var question = client; Stopwatch.GetElapsedTime(started) < Duration; question++)
            {
                var path = $"/api/v1/{Questions[question % Questions.Length]}";
                await api.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellation);
                Interlocked.Increment(ref answers);
                asked.Look();
            }
        }
    }
}
