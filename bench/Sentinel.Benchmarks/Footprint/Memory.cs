using System.Net;
using Sentinel.Benchmarks.Ingest;
using Sentinel.Testing;

namespace Sentinel.Benchmarks.Footprint;

/// <summary>What a program has resident: idle, some seconds after it was ready; and the most it ever had, once it has worked.</summary>
internal static class Memory
{
    private const double MegaByte = 1e6;
    private const int IdleLooks = 40;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until the program is ready, then as long as it settles.</summary>
    public static async Task<long> IdleAsync(MeasuredProcess program, HttpClient client, CancellationToken cancellation)
    {
        await Eventually.True(async () => await IsReadyAsync(client, cancellation), "the program is ready", cancellation, TimeSpan.FromMinutes(2));
        using var looks = new PeriodicTimer(Look);
        for (var look = 0; look < IdleLooks; look++)
        {
            await looks.WaitForNextTickAsync(cancellation);
            program.Look();
        }

        return program.Resident;
    }

    public static void Tell(string program, long idle, string work, MeasuredProcess worked)
    {
        worked.Look();
        Report.Row($"{program}, idle, MB resident", Report.Number(idle / MegaByte), "150");
        Report.Row($"{program}, {work}, MB resident at most", Report.Number(worked.PeakResident / MegaByte), "400");
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
