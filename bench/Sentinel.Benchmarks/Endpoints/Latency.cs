using System.Diagnostics;

namespace Sentinel.Benchmarks.Endpoints;

/// <summary>One question, asked again and again by one client: half of the answers came in the median, 95 of a hundred within the slow one.</summary>
internal sealed class Latency
{
    private const int WarmUps = 3;
    private const int Requests = 30;
    private const int FewestRequests = 3;

    /// <summary>A question that has taken this long is asked no more than <see cref="FewestRequests"/> times.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(6);

    private readonly double[] milliseconds;

    public Latency(IEnumerable<double> milliseconds) => this.milliseconds = [.. milliseconds.Order()];

    public string Median => Report.Number(Within(0.5));

    public string Slow => Report.Number(Within(0.95));

    /// <summary>Nearest rank, in ms.</summary>
    public double Within(double share) => milliseconds[(int)Math.Ceiling(share * milliseconds.Length) - 1];

    public static async Task<Latency> MeasureAsync(HttpClient client, string path, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        for (var asked = 0; asked < WarmUps && Stopwatch.GetElapsedTime(started) < Budget; asked++) await AskAsync(client, path, cancellation);
        started = Stopwatch.GetTimestamp();
        var taken = new List<double>(Requests);
        while (taken.Count < FewestRequests || (taken.Count < Requests && Stopwatch.GetElapsedTime(started) < Budget))
            taken.Add((await AskAsync(client, path, cancellation)).TotalMilliseconds);
        return new(taken);
    }

    /// <summary>Reads an answer of any length.</summary>
    public static async Task<(double Seconds, long Bytes)> DrainAsync(HttpClient client, string path, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await using var body = await client.GetStreamAsync(new Uri(path, UriKind.Relative), cancellation);
        var (buffer, bytes) = (new byte[64 * 1024], 0L);
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var read) bytes += read;
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, bytes);
    }

    private static async Task<TimeSpan> AskAsync(HttpClient client, string path, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        var taken = Stopwatch.GetElapsedTime(started);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync(cancellation)}");
        return taken;
    }
}
