using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Sentinel.Testing.Programs;

/// <summary>The program itself, as a user starts it, on a port of its own.</summary>
public sealed partial class StandaloneProcess : ProgramProcess
{
    private StandaloneProcess(string[] arguments, (string Name, string Value)[] settings)
        : base("Sentinel.Standalone", arguments, settings)
    {
    }

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    public string Token { get; private set; } = "";

    /// <summary>The lines it offers to paste.</summary>
    public IReadOnlyList<string> CurlLines => [.. Output.Select(line => line.Trim()).Where(line => line.StartsWith("curl ", StringComparison.Ordinal))];

    /// <summary>Starts it and returns when it has greeted.</summary>
    public static async Task<StandaloneProcess> StartAsync(
        string folder, CancellationToken cancellation, bool demo = false, string url = "http://127.0.0.1:0", params (string Name, string Value)[] settings)
    {
        var standalone = new StandaloneProcess(["--data", folder, "--url", url, .. demo ? ["--demo"] : Array.Empty<string>()], settings);
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

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Client.Dispose();
    }

    [GeneratedRegex("Sentinel answers at (?<address>https?://\\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressLine();

    [GeneratedRegex("^export TOKEN=(?<token>\\S+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex TokenLine();

    private Task ReadGreeting()
    {
        var greeted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Read(line =>
        {
            if (line is null) greeted.TrySetException(new InvalidOperationException("ended before it greeted:\n" + string.Join('\n', Output)));
            else if (TryReadGreeting()) greeted.TrySetResult();
        });
        return greeted.Task;
    }

    private bool TryReadGreeting()
    {
        if (Client.BaseAddress is not null || CurlLines.Count < 3) return false;
        var text = string.Join('\n', Output);
        Token = TokenLine().Match(text).Groups["token"].Value;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Client.BaseAddress = new(AddressLine().Match(text).Groups["address"].Value);
        return true;
    }
}
