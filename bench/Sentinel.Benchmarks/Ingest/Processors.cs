using System.Diagnostics;
using System.Globalization;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>Holds a running process, all its threads and those to come, to the last half of the machine's processors; Linux only.</summary>
internal static class Processors
{
    public static bool CanBeShared { get; } = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "taskset")));

    public static int Held { get; } = Environment.ProcessorCount / 2;

    public static async Task HoldAsync(int processId, CancellationToken cancellation)
    {
        var list = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount - Held}-{Environment.ProcessorCount - 1}");
        var start = new ProcessStartInfo("taskset", ["--all-tasks", "--pid", "--cpu-list", list, processId.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var taskset = Process.Start(start)!;
        await taskset.StandardOutput.ReadToEndAsync(cancellation);
        await taskset.WaitForExitAsync(cancellation);
        if (taskset.ExitCode != 0) throw new InvalidOperationException($"taskset ended with {taskset.ExitCode}");
    }
}
