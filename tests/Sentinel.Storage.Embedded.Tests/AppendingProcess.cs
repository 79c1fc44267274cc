using System.Diagnostics;
using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

/// <summary>
/// A process of its own that appends numbered rows, several calls at once, and says after each call which are durable, until it is killed;
/// meanwhile it rolls them up.
/// </summary>
internal sealed class AppendingProcess : IDisposable
{
    public const string Mode = "append-until-killed";
    public const int RowsInCall = 500;

    private const int CallsAtOnce = 4;

    private readonly Process process;

    public AppendingProcess(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet") start.ArgumentList.Add(typeof(AppendingProcess).Assembly.Location);
        start.ArgumentList.Add(Mode);
        start.ArgumentList.Add(folder);
        process = Process.Start(start)!;
    }

    /// <summary>Rows of call <paramref name="call"/>, the same in every process; calls that are close together lie in quarter hours of their own.</summary>
    public static IReadOnlyList<FlowRow> RowsOf(int call) =>
    [
        .. Enumerable.Range(call * RowsInCall, RowsInCall).Select(number =>
        {
            var flow = Some.Flow(flow =>
            {
                flow.Bytes = flow.RequestBytes = number;
                flow.LastSeen += call % 16 * Rollup.QuarterHour;
            });
            return new FlowRow(new(flow.Window.Minute, (ulong)number), flow);
        }),
    ];

    public static async Task AppendUntilKilledAsync(string folder)
    {
        await using var store = new OpenStore(folder);
        await store.Days.OpenAsync(Some.Day, CancellationToken.None);
        var calls = 0;
        _ = RollUpUntilKilledAsync(store.Get<IRollups>());
        await Task.WhenAll(Enumerable.Range(0, CallsAtOnce).Select(async _ =>
        {
            while (true)
            {
                var call = Interlocked.Increment(ref calls) - 1;
                await store.Writer.WriteAsync(RowsOf(call), CancellationToken.None);
                Console.Out.WriteLine(call.ToString(CultureInfo.InvariantCulture));
            }
        }));
    }

    private static async Task RollUpUntilKilledAsync(IRollups rollups)
    {
        while (true) await rollups.RollUpAsync(Some.Day, CancellationToken.None);
    }

    /// <summary>Kills the process once it has acknowledged so many calls; returns all it acknowledged.</summary>
    public async Task<IReadOnlySet<int>> KillAfterAsync(int calls, CancellationToken cancellation)
    {
        var acknowledged = new HashSet<int>();
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            // A line cut short by the kill is none.
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var call) && acknowledged.Count < calls) acknowledged.Add(call);
            if (acknowledged.Count == calls) process.Kill();
        }

        await process.WaitForExitAsync(cancellation);
        return acknowledged;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
