using System.Diagnostics;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>One of the programs in a process of its own, and what it took of the machine. What it says goes to standard error.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private readonly Process process;

    private MeasuredProcess(Process process) => this.process = process;

    /// <summary>What is resident now, bytes.</summary>
    public long Resident { get; private set; }

    /// <summary>The most that was resident, bytes.</summary>
    public long PeakResident { get; private set; }

    public TimeSpan Processor { get; private set; }

    public static MeasuredProcess Start(string program, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, said) => Report.Progress($"{said.Data}");
        started.BeginOutputReadLine();
        return new(started);
    }

    public void Look()
    {
        process.Refresh();
        if (process.HasExited) throw new InvalidOperationException($"the program ended with {process.ExitCode}");
        (Resident, PeakResident, Processor) = (process.WorkingSet64, process.PeakWorkingSet64, process.TotalProcessorTime);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
