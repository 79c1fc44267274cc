using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sentinel.Standalone.Tests;

/// <summary>The program itself, as a user starts it, on a port of its own.</summary>
internal sealed partial class StandaloneProcess : IAsyncDisposable
{
    private const int MaxLines = 1_000;

    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = [];

    private StandaloneProcess(Process process) => this.process = process;

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    public string Token { get; private set; } = "";

    /// <summary>The lines it offers to paste.</summary>
    public IReadOnlyList<string> CurlLines => [.. output.Select(line => line.Trim()).Where(line => line.StartsWith("curl ", StringComparison.Ordinal))];

    /// <summary>Starts it and returns when it has greeted.</summary>
    public static async Task<StandaloneProcess> StartAsync(
        string folder, CancellationToken cancellation, bool demo = false, string url = "http://127.0.0.1:0", params (string Name, string Value)[] settings)
    {
        var standalone = new StandaloneProcess(Launch("Sentinel.Standalone", ["--data", folder, "--url", url, .. demo ? ["--demo"] : Array.Empty<string>()], settings));
        try
        {
            await standalone.ReadGreeting().WaitAsync(StartBound, cancellation);
            return standalone;
        }
        catch
        {
            await standalone.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(
        string[] arguments, CancellationToken cancellation, params (string Name, string Value)[] settings) =>
        RunAsync("Sentinel.Standalone", arguments, cancellation, settings);

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

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
        Client.Dispose();
    }

    private static Process Launch(string program, string[] arguments, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{program}.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    [GeneratedRegex("Sentinel answers at (?<address>https?://\\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressLine();

    [GeneratedRegex("^export TOKEN=(?<token>\\S+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex TokenLine();

    /// <summary>Reads on for as long as the process lives, so that what it writes never fills the pipe.</summary>
    private Task ReadGreeting()
    {
        var greeted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, written) => Remember(written.Data);
        process.OutputDataReceived += (_, written) =>
        {
            Remember(written.Data);
            if (written.Data is null) greeted.TrySetException(new InvalidOperationException("ended before it greeted:\n" + string.Join('\n', output)));
            else if (TryReadGreeting()) greeted.TrySetResult();
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return greeted.Task;
    }

    private void Remember(string? line)
    {
        if (line is not null && output.Count < MaxLines) output.Enqueue(line);
    }

    private bool TryReadGreeting()
    {
        if (Client.BaseAddress is not null || CurlLines.Count < 3) return false;
        var text = string.Join('\n', output);
        Token = TokenLine().Match(text).Groups["token"].Value;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Client.BaseAddress = new(AddressLine().Match(text).Groups["address"].Value);
        return true;
    }
}
