using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sentinel.Testing.Programs;

/// <summary>One of the programs in a process of its own: to be killed, stopped and woken. The test project references the program.</summary>
public abstract class ProgramProcess : IAsyncDisposable
{
    private const int MaxLines = 1_000;

    /// <summary>A start, or a whole run that only says something.</summary>
    protected static readonly TimeSpan StartBound = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = [];

    /// <param name="program">The name of its assembly.</param>
    /// <param name="settings">Environment variables.</param>
    protected ProgramProcess(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings) =>
        process = Launch(program, arguments, settings);

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>The last lines it has written.</summary>
    public IReadOnlyList<string> Output => [.. output];

    /// <summary>Runs any of the programs to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string program, string[] arguments, CancellationToken cancellation, params (string Name, string Value)[] settings)
    {
        using var started = Launch(program, arguments, settings);
        try
        {
            var text = started.StandardOutput.ReadToEndAsync(cancellation);
            var error = started.StandardError.ReadToEndAsync(cancellation);
            await started.WaitForExitAsync(cancellation).WaitAsync(StartBound, cancellation);
            return (started.ExitCode, await text, await error);
        }
        finally
        {
            if (!started.HasExited) started.Kill();
        }
    }

    /// <summary>SIGKILL; also of one that is stopped.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGSTOP: it stands still, and knows nothing of it.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task WakeAsync() => SignalAsync("CONT");

    /// <summary>SIGTERM; returns when it has finished what is under way.</summary>
    public async Task EndAsync(TimeSpan within, CancellationToken cancellation)
    {
        await SignalAsync("TERM");
        await process.WaitForExitAsync(cancellation).WaitAsync(within, cancellation);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads for as long as the process lives, so that what it writes never fills the pipe.</summary>
    /// <param name="written">Called for each line of standard output, and with null at its end.</param>
    protected void Read(Action<string?>? written = null)
    {
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.OutputDataReceived += (_, line) =>
        {
            Remember(line.Data);
            written?.Invoke(line.Data);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    private static Process Launch(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{program}.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // its pipes stay behind where the process is killed
        return Process.Start(start)!;
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        output.Enqueue(line);
        if (output.Count > MaxLines) output.TryDequeue(out _);
    }

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{name}", $"{process.Id}"]) { UseShellExecute = false })!;
        await kill.WaitForExitAsync(CancellationToken.None);
    }
}
