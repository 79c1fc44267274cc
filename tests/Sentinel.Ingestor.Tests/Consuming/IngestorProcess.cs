using System.Diagnostics;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>The service itself in a process of its own, to be killed.</summary>
internal sealed class IngestorProcess : IAsyncDisposable
{
    private readonly Process process;

    private IngestorProcess(Process process) => this.process = process;

    public static IngestorProcess Start(IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sentinel.Ingestor.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true, // read by nobody, and little is written
        };
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["Sentinel__Http__Url"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Default"] = "Error";
        return new(Process.Start(start)!);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }
}
