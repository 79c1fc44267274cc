using System.Diagnostics;
using System.Globalization;

namespace Sentinel.Testing.Servers;

/// <summary>
/// A real server from <c>SENTINEL_TEST_ENGINES/run</c> in a folder of its own. It can be killed and started again on the same folder.
/// It never outlives the test run: a guard holds the other end of a pipe and kills it when that closes, however the run ends.
/// </summary>
public abstract class ServerProcess : IAsyncDisposable
{
    // $1 is the log; what follows is the command. Companions are processes that end with the server.
    private const string Guard = """
        log=$1; shift
        start_companions
        "$@" >>"$log" 2>&1 </dev/null & server=$!
        echo $server
        cat >/dev/null
        kill -9 $server $companions 2>/dev/null
        wait 2>/dev/null
        """;

    /// <summary>Stands in settings for <see cref="Folder"/>.</summary>
    protected const string FolderMark = "{folder}";

    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder folder = new();
    private readonly string engines;
    private readonly string kind;
    private readonly string[] settings;
    private Process? guard;

    protected ServerProcess(string kind, params string[] settings) =>
        (this.kind, this.settings, engines) = (kind, settings, Required.Engines(kind));

    public string Folder => folder.Path;

    /// <summary>Of the running server itself, for signals.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Shell text that starts processes the server needs and sets <c>companions</c> to their ids.</summary>
    protected virtual string Companions => "companions=";

    /// <summary>Starts the server, for the first time or after <see cref="KillAsync"/>, and returns when it answers.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["HEAP"] = "512m";
        string[] arguments =
            ["-c", $"start_companions() {{ {Companions}; }}\n{Guard}", "guard", Path.Combine(Folder, "output.log"), Path.Combine(engines, "run"), kind, Folder];
        foreach (var argument in arguments.Concat(settings.Select(setting => setting.Replace(FolderMark, Folder, StringComparison.Ordinal)))) start.ArgumentList.Add(argument);
        guard = Process.Start(start)!;
        ProcessId = int.Parse((await guard.StandardOutput.ReadLineAsync(cancellation))!, CultureInfo.InvariantCulture);
        try
        {
            await Eventually.True(IsReadyAsync, $"{kind} answers", cancellation, StartBound);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{kind} did not start:\n{await LastLinesAsync(cancellation)}", failure);
        }
    }

    /// <summary>SIGKILL; returns when the process is gone. What it had made durable stays in the folder.</summary>
    public async Task KillAsync()
    {
        if (guard is null) return;
        guard.StandardInput.Close();
        await guard.WaitForExitAsync();
        guard.Dispose();
        guard = null;
    }

    /// <summary>Starts it again where a test left it dead or standing still.</summary>
    public async Task MendAsync(CancellationToken cancellation)
    {
        if (!await IsReadyAsync()) await RestartAsync(cancellation);
    }

    /// <summary>SIGSTOP: it holds its connections and answers nothing, until <see cref="ResumeAsync"/>.</summary>
    public Task SuspendAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async Task RestartAsync(CancellationToken cancellation)
    {
        await KillAsync();
        await StartAsync(cancellation);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await KillAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<bool> IsReadyAsync();

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task<string> LastLinesAsync(CancellationToken cancellation)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, "output.log"), cancellation);
        return string.Join('\n', lines.TakeLast(20));
    }
}
